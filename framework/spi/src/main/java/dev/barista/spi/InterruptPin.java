package dev.barista.spi;

/** The pins of a PCI function; their values in the Interrupt Pin register are 1 to 4. */
public enum InterruptPin {
    /** INTA#. */
    A,
    /** INTB#. */
    B,
    /** INTC#. */
    C,
    /** INTD#. */
    D
}
