package dev.barista.benchmarks.interrupts;

import dev.barista.benchmarks.Baseline;
import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;
import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.MsiRegisters;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.ring.AccessPort;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.Map;

/** A posted write to edu that raises an interrupt, with MSI enabled by the driver. */
@State(Scope.Thread)
public class MsiSignals {
    private static final int LIVENESS = 0x04;
    private static final int RAISE = 0x60;

    private final Counter counter = new Counter();
    private final InProcessPartition partition = new InProcessPartition(1 << 20, counter);
    private final HdvHost host =
            HdvHost.builder().partition(partition).device("edu", Map.of()).open();
    private final AccessPort port = partition.port("edu");

    /** Programs and enables MSI, as a driver does. */
    public MsiSignals() {
        int msi = capability(CapabilityIds.MSI);
        port.write(AccessPort.CONFIG, msi + MsiRegisters.MESSAGE_ADDRESS, 4, 0xfee0_0000L);
        port.write(AccessPort.CONFIG, msi + MsiRegisters.MESSAGE_DATA, 2, 0x41);
        port.write(AccessPort.CONFIG, msi + MsiRegisters.MESSAGE_CONTROL, 2, MsiRegisters.ENABLE);
        port.write(0, RAISE, 4, 1);
        if (counter.messages != 1) {
            throw new IllegalStateException("edu does not signal");
        }
    }

    private int capability(int id) {
        int offset =
                (int) port.read(AccessPort.CONFIG, TypeZeroHeaderRegisters.CAPABILITIES_POINTER, 1);
        while (offset != 0) {
            if (port.read(AccessPort.CONFIG, offset, 1) == id) {
                return offset;
            }
            offset = (int) port.read(AccessPort.CONFIG, offset + 1, 1);
        }
        throw new IllegalStateException("edu has no capability " + id);
    }

    /** A write without an interrupt. */
    @Benchmark
    @Baseline
    public void quietWrite() {
        port.post32(0, LIVENESS, 1);
    }

    /** A write with one. */
    @Benchmark
    public long signallingWrite() {
        port.post32(0, RAISE, 1);
        return counter.messages;
    }

    /** Closes the host. */
    @TearDown
    public void close() {
        host.close();
    }

    /** Delivers to nobody. */
    private static final class Counter implements InterruptSink {
        long messages;

        @Override
        public boolean message(InterruptMode mode, int vector, long address, int data) {
            messages++;
            return true;
        }

        @Override
        public void intx(boolean asserted) {}

        @Override
        public boolean ownsVectors() {
            return false;
        }
    }
}
