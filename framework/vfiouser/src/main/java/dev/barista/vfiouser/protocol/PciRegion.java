package dev.barista.vfiouser.protocol;

/**
 * The regions of a PCI device; BARs are 0 to 5 ({@code <linux/vfio.h>}, VFIO_PCI_*_REGION_INDEX).
 */
public final class PciRegion {
    /** The expansion ROM. */
    public static final int ROM = 6;

    /** The configuration space. */
    public static final int CONFIG = 7;

    /** The VGA ranges. */
    public static final int VGA = 8;

    /** How many there are. */
    public static final int COUNT = 9;

    private PciRegion() {}
}
