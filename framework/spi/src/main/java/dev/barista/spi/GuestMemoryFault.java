package dev.barista.spi;

/**
 * An access to guest memory that the guest has not allowed: what a bus would answer with an
 * unsupported request. It is an ordinary event, so it carries no stack trace.
 */
public final class GuestMemoryFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What was tried. */
    public enum Operation {
        /** A read. */
        READ,
        /** A write. */
        WRITE,
        /** A view or pin. */
        MAP
    }

    /** What stood in the way. */
    public enum Reason {
        /** No region holds the first bad byte. */
        UNMAPPED,
        /** Its region does not allow the operation. */
        FORBIDDEN,
        /** The range lies in several regions, or in one that has no memory to map. */
        NOT_CONTIGUOUS,
        /** The memory behind the mapping is gone, as when a client shrinks its file. */
        LOST
    }

    private final Operation operation;
    private final Reason reason;
    private final long address;
    private final long length;

    /** A fault of an access of {@code length} bytes at {@code address}. */
    public GuestMemoryFault(Operation operation, Reason reason, long address, long length) {
        super(null, null, false, false);
        this.operation = operation;
        this.reason = reason;
        this.address = address;
        this.length = length;
    }

    /** What was tried. */
    public Operation operation() {
        return operation;
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }

    /** The first address of the access. */
    public long address() {
        return address;
    }

    /** The length of the access in bytes. */
    public long length() {
        return length;
    }

    @Override
    public String getMessage() {
        return "%s of %d byte(s) at guest address 0x%x: %s"
                .formatted(operation, Math.max(length, 0), address, reason);
    }
}
