package dev.barista.spi;

/** The address space that a BAR decodes. */
public enum BarKind {
    /** 32-bit memory space. */
    MEMORY_32,
    /** 64-bit memory space; takes two BAR indices. */
    MEMORY_64,
    /** I/O space. */
    IO
}
