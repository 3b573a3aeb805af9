package dev.barista.benchmarks.dispatch.alternatives;

import java.lang.invoke.MethodHandles;

/**
 * The 32-bit registers of the large register file for a {@link MethodTable}. Its statistics are one
 * method with an index: 48 methods would be called the same way.
 */
public final class MethodTableRegisterFile {
    private static final int QUEUES = 32;
    private static final int STRIDE = 0x20;

    private final int[] statistics = new int[48];
    private final int[] queueSize = new int[QUEUES];
    private final int[] queueHead = new int[QUEUES];
    private final int[] queueTail = new int[QUEUES];
    private final int[] queueCause = new int[QUEUES];
    private int control;
    private int cause;
    private int causeMask;
    private int link;

    private MethodTableRegisterFile() {}

    /** The table of a new device. */
    public static MethodTable table() {
        return MethodTable.of(new MethodTableRegisterFile(), 0x4000, MethodHandles.lookup());
    }

    @ReadAt(0x00)
    int id() {
        return 0x4e49_4331;
    }

    @ReadAt(0x04)
    int control() {
        return control;
    }

    @WriteAt(0x04)
    void control(int written) {
        control = (control & ~0xff) | (written & 0xff);
    }

    @ReadAt(0x08)
    int status() {
        return 3;
    }

    @ReadAt(0x0c)
    int cause() {
        return cause;
    }

    @WriteAt(0x0c)
    void cause(int written) {
        cause &= ~written;
    }

    @ReadAt(0x10)
    int causeMask() {
        return causeMask;
    }

    @WriteAt(0x10)
    void causeMask(int written) {
        causeMask = written;
    }

    @ReadAt(0x14)
    int link() {
        return link;
    }

    @WriteAt(0x14)
    void link(int written) {
        link = written & 0xffff;
    }

    @ReadAt(value = 0x400, count = 48)
    int statistic(int index) {
        int seen = statistics[index];
        statistics[index] = 0;
        return seen;
    }

    @ReadAt(value = 0x1008, count = QUEUES, stride = STRIDE)
    int queueSize(int queue) {
        return queueSize[queue];
    }

    @WriteAt(value = 0x1008, count = QUEUES, stride = STRIDE)
    void queueSize(int queue, int written) {
        queueSize[queue] = written & 0xffff;
    }

    @ReadAt(value = 0x100c, count = QUEUES, stride = STRIDE)
    int queueHead(int queue) {
        return queueHead[queue];
    }

    @ReadAt(value = 0x1010, count = QUEUES, stride = STRIDE)
    int queueTail(int queue) {
        return queueTail[queue];
    }

    @WriteAt(value = 0x1010, count = QUEUES, stride = STRIDE)
    void queueTail(int queue, int written) {
        queueTail[queue] = written & 0xffff;
        queueHead[queue] = written & 0xffff;
    }

    @ReadAt(value = 0x1014, count = QUEUES, stride = STRIDE)
    int queueCause(int queue) {
        return queueCause[queue];
    }

    @WriteAt(value = 0x1014, count = QUEUES, stride = STRIDE)
    void queueCause(int queue, int written) {
        queueCause[queue] &= ~written;
    }
}
