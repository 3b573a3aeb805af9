package dev.barista.hyperv.ffi.devicehost;

import java.util.List;

/**
 * What the platform asks of a device: the ten callbacks of {@code HDV_PCI_DEVICE_INTERFACE}. They
 * come on threads of the platform, several at once (by documentation nothing orders them).
 *
 * <p>Whatever a method throws becomes an answer: {@code E_INVALIDARG} for an {@link
 * IllegalArgumentException}, otherwise {@code E_UNEXPECTED}; it is logged, and goes no further.
 */
public interface PciDeviceCallbacks {
    /** For messages: which device this is. */
    String name();

    /** The machine powers on. */
    void initialize();

    /** The machine or the host is cleaned up; the last call. */
    void teardown();

    /** The strings of the document's {@code Configuration}; there may be none. */
    void setConfiguration(List<String> values);

    /** What the device is; asked again when devices are added to a running machine. */
    PciDetails details();

    /** Virtual processors are about to run. */
    void start();

    /** Virtual processors are about to stop. */
    void stop();

    /** Reads the aligned dword of configuration space at a byte offset. */
    int readConfig(int offset);

    /** Writes such a dword. */
    void writeConfig(int offset, int value);

    /** Reads four bytes of a BAR, 0 to 5. */
    int read32(int bar, long offset);

    /** Writes four bytes of a BAR, 0 to 5. */
    void write32(int bar, long offset, int value);

    /** Reads 1, 2, 4 or 8 bytes of a BAR, 0 to 5. */
    long read(int bar, long offset, int width);

    /** Writes 1, 2, 4 or 8 bytes of a BAR, 0 to 5. */
    void write(int bar, long offset, int width, long value);
}
