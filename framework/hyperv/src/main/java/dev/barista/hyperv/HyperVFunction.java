package dev.barista.hyperv;

import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.compute.ComputeExports;
import dev.barista.hyperv.ffi.devicehost.DeviceVirtualization;
import dev.barista.hyperv.ffi.network.NetworkExports;
import dev.barista.hyperv.ffi.storage.LayerCalls;

import java.util.List;
import java.util.stream.Stream;

/**
 * A function of Hyper-V that this module calls.
 *
 * @param header the header that declares it; empty if only the library's export list has it
 * @param library the library that exports it
 * @param name its name
 * @param firstBuild the build of Windows that it came with, as far as it is known
 * @param present whether this machine has it
 */
public record HyperVFunction(
        String header, String library, String name, String firstBuild, boolean present) {
    /** All of them, looked up on this machine. */
    public static List<HyperVFunction> all() {
        return bound().stream()
                .map(
                        export ->
                                new HyperVFunction(
                                        export.header(),
                                        export.library().fileName(),
                                        export.name(),
                                        export.since().shortText(),
                                        export.isPresent()))
                .toList();
    }

    /** What is bound, header by header. */
    static List<Export> bound() {
        return Stream.of(
                        ComputeExports.all(),
                        NetworkExports.all(),
                        LayerCalls.exports(),
                        DeviceVirtualization.exports())
                .flatMap(List::stream)
                .toList();
    }
}
