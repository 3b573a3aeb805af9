package dev.barista.spi;

/** What a guest may do to a register. The last three differ in meaning, and in what is counted. */
public enum Access {
    /** Read and write. */
    RW,
    /** Read only; writes are dropped and counted as guest errors. */
    RO,
    /** Write only; reads answer zero. */
    WO,
    /** Reserved by the device's specification: reads zero, ignores writes. */
    RESERVED,
    /** In the specification but not in this model: reads its reset value, ignores writes. */
    UNIMPLEMENTED
}
