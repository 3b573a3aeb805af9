package dev.barista.vfiouser.protocol;

/** The kinds of interrupt of a PCI device ({@code <linux/vfio.h>}, VFIO_PCI_*_IRQ_INDEX). */
public final class IrqIndex {
    /** The interrupt pin. */
    public static final int INTX = 0;

    /** Message Signaled Interrupts. */
    public static final int MSI = 1;

    /** MSI-X. */
    public static final int MSIX = 2;

    /** The device has failed. */
    public static final int ERR = 3;

    /** The server wants the device back. */
    public static final int REQ = 4;

    /** How many there are. */
    public static final int COUNT = 5;

    private IrqIndex() {}
}
