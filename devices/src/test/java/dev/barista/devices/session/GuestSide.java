package dev.barista.devices.session;

/** A guest that has the device, whatever carries its accesses. Used by one thread. */
public interface GuestSide extends AutoCloseable {
    /** Reads an aligned 32-bit word of configuration space. */
    int readConfig(int offset) throws Exception;

    /** Writes an aligned 32-bit word of configuration space. */
    void writeConfig(int offset, int value) throws Exception;

    /** Reads so many bytes of BAR 0, zero-extended. */
    long read(long offset, int width) throws Exception;

    /** Writes so many bytes of BAR 0. */
    void write(long offset, int width, long value) throws Exception;

    /** Bytes of the guest's RAM; there is RAM at {@link EduSession#RAM_START}. */
    byte[] readRam(long address, int length) throws Exception;

    /** Fills RAM. */
    void writeRam(long address, byte... bytes) throws Exception;

    /** Takes away the messages that have come since; answers how many they were. */
    long takeInterrupts() throws Exception;

    /** Ends the guest; its device is in nobody's hands any more. */
    @Override
    void close();
}
