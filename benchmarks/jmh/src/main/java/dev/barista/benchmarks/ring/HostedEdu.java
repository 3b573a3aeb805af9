package dev.barista.benchmarks.ring;

import dev.barista.benchmarks.HostlessContext;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.BarHandler;

import java.util.Map;

/** An edu device in a host, the generated handler of another one, and an access to either. */
final class HostedEdu {
    final BarHandler handler = HostlessContext.handler("edu");

    // The access is read from fields, as a constant would be folded into the handler's switch.

    /** The liveness register: stored, and inverted by a hook when written. */
    int offset = 0x04;

    int width = Integer.BYTES;
    int value = 0x1234_5678;

    private final InProcessPartition partition = new InProcessPartition();
    private final HdvHost host =
            HdvHost.builder().partition(partition).device("edu", Map.of()).open();

    /** A port for the calling thread. */
    AccessPort openPort() {
        return partition.port("edu");
    }

    void close() {
        host.close();
    }
}
