package dev.barista.peers;

import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.VfioUserPartition;
import dev.barista.vfiouser.WaitPolicy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Serves edu until it is killed: what the peers are compared with.
 *
 * <p>Arguments: the socket's path, and {@code block} or {@code spin}.
 */
final class ServeEdu {
    private ServeEdu() {}

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        Path socket = Path.of(arguments[0]);
        WaitPolicy waiting =
                arguments[1].equals("spin") ? new WaitPolicy.Spin() : new WaitPolicy.Block();
        try (HdvHost host =
                HdvHost.builder()
                        .partition(new VfioUserPartition(instance -> socket, waiting))
                        .device("edu", Map.of())
                        .open()) {
            System.out.println("serves " + host.address(host.device("edu")));
            new CountDownLatch(1).await();
        }
    }
}
