package dev.barista.hyperv.ffi.network;

import dev.barista.hyperv.ffi.Export;

import java.util.List;
import java.util.stream.Stream;

/** What is bound of computenetwork.dll. */
public final class NetworkExports {
    private NetworkExports() {}

    /** All of it. */
    public static List<Export> all() {
        return Stream.of(
                        EntityCalls.exports(),
                        NotificationCalls.exports(),
                        PortCalls.EXPORTS.exports(),
                        NetworkQueryCalls.exports())
                .flatMap(List::stream)
                .toList();
    }
}
