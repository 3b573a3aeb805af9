package dev.barista.vfiouser;

import dev.barista.runtime.HdvHost;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Serves a {@link SampleDevice}; a program as libvfio-user's sample client starts it. */
final class SampleServer {
    private SampleServer() {}

    /** Serves until it is killed; the last argument is the socket's path. */
    public static void main(String[] arguments) throws InterruptedException {
        try (HdvHost _ = serve(Path.of(arguments[arguments.length - 1]))) {
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** The client wants its first region to be used by messages although it gives a file. */
    static HdvHost serve(Path socket) {
        ServingOptions options =
                new ServingOptions(
                        new WaitPolicy.Block(),
                        address -> address % SampleDevice.HALF == 0,
                        Duration.ofSeconds(60));
        return HdvHost.builder()
                .partition(new VfioUserPartition(instance -> socket, options))
                .device(new SampleDevice_Type(), Map.of())
                .open();
    }
}
