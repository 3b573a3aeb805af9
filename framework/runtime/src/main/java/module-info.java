/**
 * Hosts devices: {@link dev.barista.runtime.HdvHost}, the ring, guest memory, timers, faults,
 * plugins, the contract that partitions implement, and the partition that is this process.
 */
module dev.barista.runtime {
    requires transitive dev.barista.pci;
    requires transitive dev.barista.spi;
    requires com.lmax.disruptor;
    requires static org.jspecify;

    exports dev.barista.runtime;
    exports dev.barista.runtime.memory;
    exports dev.barista.runtime.partition;
    exports dev.barista.runtime.ring;

    uses dev.barista.spi.binding.DeviceType;
}
