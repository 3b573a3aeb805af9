package dev.barista.pci;

/**
 * What software can do to a field of the configuration space. What is in no field is reserved: it
 * reads zero and ignores writes.
 */
public enum FieldAccess {
    /** Read only; writes are ignored. */
    RO,
    /** Read and write. */
    RW,
    /**
     * Read and write, and left alone by a function-level reset because it controls the link (PCI
     * Express Base 4.0, section 6.6.2).
     */
    RW_LINK,
    /** Read; a written one clears the bit. */
    RW1C,
    /** Reads zero; a written one starts something. */
    TRIGGER
}
