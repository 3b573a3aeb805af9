package dev.barista.benchmarks.dispatch;

import java.util.stream.IntStream;

/** The registers that all designs have, by byte offset; the first stands for a polled one. */
final class Offsets {
    /** The 32-bit registers of edu. */
    static final int[] EDU_READ = {0x04, 0x00, 0x08, 0x20, 0x24};

    /** Those whose writes start neither work nor a transfer. */
    static final int[] EDU_WRITTEN = {0x04, 0x20, 0x60, 0x64};

    /** The 32-bit registers of {@link RegisterFile}. */
    static final int[] FILE_READ =
            IntStream.concat(
                            IntStream.concat(every(4, 0x04, 0x18), every(4, 0x400, 0x4c0)),
                            everyQueue(0x1008, 0x100c, 0x1010, 0x1014))
                    .toArray();

    /** Those that can be written. */
    static final int[] FILE_WRITTEN =
            IntStream.concat(
                            IntStream.of(0x04, 0x0c, 0x10, 0x14),
                            everyQueue(0x1008, 0x1010, 0x1014))
                    .toArray();

    private Offsets() {}

    private static IntStream everyQueue(int... registers) {
        return IntStream.of(registers)
                .flatMap(
                        register ->
                                every(
                                        RegisterFile.QUEUE_STRIDE,
                                        register,
                                        register
                                                + RegisterFile.QUEUES * RegisterFile.QUEUE_STRIDE));
    }

    private static IntStream every(int stride, int from, int to) {
        return IntStream.iterate(from, offset -> offset < to, offset -> offset + stride);
    }
}
