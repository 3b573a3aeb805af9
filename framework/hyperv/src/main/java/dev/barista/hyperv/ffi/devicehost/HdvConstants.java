package dev.barista.hyperv.ffi.devicehost;

/** The enumerations of hypervdevicevirtualization.h, but for the interface's version. */
public final class HdvConstants {
    /** {@code HDV_DEVICE_TYPE}: none. */
    static final int DEVICE_TYPE_UNDEFINED = 0;

    /** {@code HDV_DEVICE_TYPE}: a PCI device. */
    static final int DEVICE_TYPE_PCI = 1;

    /** {@code HDV_DEVICE_HOST_FLAGS}: nothing special. */
    static final int HOST_FLAG_NONE = 0;

    /** {@code HDV_DEVICE_HOST_FLAGS}: the platform sets the COM security of the process. */
    static final int HOST_FLAG_INITIALIZE_COM_SECURITY = 1;

    /** {@code HDV_PCI_BAR_SELECTOR}: 0 to one less than this. */
    static final int BAR_COUNT = 6;

    /** {@code HDV_DOORBELL_FLAGS}: writes of any size. The low bits are a code, not single bits. */
    static final long DOORBELL_SIZE_ANY = 0;

    /** {@code HDV_DOORBELL_FLAGS}: writes of one byte. */
    static final long DOORBELL_SIZE_BYTE = 1;

    /** {@code HDV_DOORBELL_FLAGS}: writes of two bytes. */
    static final long DOORBELL_SIZE_WORD = 2;

    /** {@code HDV_DOORBELL_FLAGS}: writes of four bytes. */
    static final long DOORBELL_SIZE_DWORD = 3;

    /** {@code HDV_DOORBELL_FLAGS}: writes of eight bytes. */
    static final long DOORBELL_SIZE_QWORD = 4;

    /** {@code HDV_DOORBELL_FLAGS}: whatever is written. The enum has 32 bits, the parameter 64. */
    static final long DOORBELL_ANY_VALUE = 0x8000_0000L;

    /** {@code HDV_MMIO_MAPPING_FLAGS}: the guest may read. */
    static final int MMIO_NONE = 0;

    /** {@code HDV_MMIO_MAPPING_FLAGS}: the guest may write too. */
    static final int MMIO_WRITEABLE = 1;

    /** {@code HDV_MMIO_MAPPING_FLAGS}: the guest may execute. */
    static final int MMIO_EXECUTABLE = 2;

    /** Bytes of a guest page, the unit of apertures and of section-backed ranges. */
    public static final long PAGE = 4096;

    private HdvConstants() {}
}
