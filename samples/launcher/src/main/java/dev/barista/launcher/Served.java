package dev.barista.launcher;

import dev.barista.launcher.device.DeviceCatalogue;
import dev.barista.launcher.device.DeviceSpec;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.Partition;
import dev.barista.vfiouser.supervision.RestartPolicy;
import dev.barista.vfiouser.supervision.SupervisedDevice;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Devices behind sockets of this process, and what ends that. */
final class Served implements AutoCloseable {
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

    private Served() {}

    /** Devices in this process. */
    static Served here(DeviceCatalogue catalogue, Partition partition, List<DeviceSpec> specs) {
        Served served = new Served();
        HdvHost host = catalogue.open(partition, specs);
        served.closeables.push(host);
        for (HostedDevice device : host.devices()) {
            served.addresses.put(device.instanceName(), host.address(device));
        }
        return served;
    }

    /** Devices in processes of their own; nothing is left behind if one can't be started. */
    static Served supervised(
            DeviceCatalogue catalogue,
            Partition partition,
            List<DeviceSpec> specs,
            List<Path> plugins) {
        Served served = new Served();
        served.closeables.push(partition);
        try {
            specs.forEach(catalogue::entry);
            for (DeviceSpec spec : specs) {
                served.supervise(catalogue, partition, spec, plugins);
            }
        } catch (RuntimeException e) {
            served.close();
            throw e;
        }
        return served;
    }

    private void supervise(
            DeviceCatalogue catalogue, Partition partition, DeviceSpec spec, List<Path> plugins) {
        String name = spec.device();
        for (int i = 2; addresses.containsKey(name); i++) {
            name = spec.device() + "-" + i;
        }
        SupervisedDevice device =
                new SupervisedDevice(
                        name,
                        catalogue.entry(spec).type().description(),
                        supervisor -> ChildCommandLine.of(spec, plugins, supervisor),
                        RestartPolicy.DEFAULT);
        closeables.push(device);
        Attachment attachment = partition.attach(device.endpoint());
        closeables.push(attachment);
        addresses.put(name, attachment.address());
        attachment.start();
    }

    /** Where each device is reached, by the name of its instance. */
    Map<String, String> addresses() {
        return addresses;
    }

    @Override
    public void close() {
        while (!closeables.isEmpty()) {
            try {
                closeables.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("nothing here throws what must be caught", e);
            }
        }
    }
}
