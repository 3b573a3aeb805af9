package dev.barista.devices.session;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.testkit.RecordingInterrupts;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/** The session without a hypervisor. */
class InProcessEduTest extends EduSession {
    @Override
    protected GuestSide powerOn() {
        return new InProcess();
    }

    private static final class InProcess implements GuestSide {
        private final RecordingInterrupts interrupts = new RecordingInterrupts();
        private final InProcessPartition partition =
                new InProcessPartition(RAM_START + RAM_SIZE, interrupts);
        private final HdvHost host =
                HdvHost.builder().partition(partition).device("edu", Map.of()).open();
        private final AccessPort port = partition.port("edu");

        @Override
        public int readConfig(int offset) {
            return port.read32(AccessPort.CONFIG, offset);
        }

        @Override
        public void writeConfig(int offset, int value) {
            port.write(AccessPort.CONFIG, offset, Integer.BYTES, value);
        }

        @Override
        public long read(long offset, int width) {
            return port.read(0, offset, width);
        }

        @Override
        public void write(long offset, int width, long value) {
            port.write(0, offset, width, value);
        }

        @Override
        public byte[] readRam(long address, int length) {
            return partition.ram().asSlice(address, length).toArray(JAVA_BYTE);
        }

        @Override
        public void writeRam(long address, byte... bytes) {
            partition.ram().asSlice(address).copyFrom(MemorySegment.ofArray(bytes));
        }

        @Override
        public long takeInterrupts() {
            int waiting = interrupts.waiting();
            for (int i = 0; i < waiting; i++) {
                interrupts.next();
            }
            return waiting;
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
