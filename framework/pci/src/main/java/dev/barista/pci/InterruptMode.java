package dev.barista.pci;

/** The kinds of interrupt of which a driver enables one. */
public enum InterruptMode {
    /** The pin, level-triggered; what is left when neither kind of message is enabled. */
    INTX,
    /** Message Signaled Interrupts. */
    MSI,
    /** MSI-X; wins where a driver has enabled both kinds of message, which it must not. */
    MSIX
}
