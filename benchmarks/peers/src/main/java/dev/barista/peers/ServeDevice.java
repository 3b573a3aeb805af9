package dev.barista.peers;

import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.VfioUserPartition;
import dev.barista.vfiouser.WaitPolicy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Serves a device until it is killed: what the peers are compared with.
 *
 * <p>Arguments: the socket's path; {@code block} or {@code spin}; {@code edu} or {@code mapped}.
 */
final class ServeDevice {
    private ServeDevice() {}

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        Path socket = Path.of(arguments[0]);
        WaitPolicy waiting =
                arguments[1].equals("spin") ? new WaitPolicy.Spin() : new WaitPolicy.Block();
        HdvHost.Builder builder =
                HdvHost.builder().partition(new VfioUserPartition(instance -> socket, waiting));
        if (arguments[2].equals("mapped")) {
            builder.device(new MappedDevice_Type(), Map.of());
        } else {
            builder.device("edu", Map.of());
        }
        try (HdvHost host = builder.open()) {
            host.devices().forEach(device -> System.out.println("serves " + host.address(device)));
            new CountDownLatch(1).await();
        }
    }
}
