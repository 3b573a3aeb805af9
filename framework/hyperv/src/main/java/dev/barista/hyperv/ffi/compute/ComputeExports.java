package dev.barista.hyperv.ffi.compute;

import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;

import java.util.List;
import java.util.stream.Stream;

/** What is bound of computecore.dll. */
public final class ComputeExports {
    private ComputeExports() {}

    /** All of it. */
    public static List<Export> all() {
        return Stream.of(
                        OperationCalls.EXPORTS,
                        SystemCalls.exports(),
                        ProcessCalls.exports(),
                        ServiceCalls.EXPORTS)
                .map(ExportTable::exports)
                .flatMap(List::stream)
                .toList();
    }
}
