package dev.barista.hyperv.ffi.compute;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.NativeHandle;

/** How to wait for the end of a system or a process. */
final class ExitWait {
    private ExitWait() {}

    /**
     * Waits, and answers the document with the exit status.
     *
     * @param wait the function that takes a handle of that kind
     */
    static Answer with(Export wait, NativeHandle handle, int milliseconds) {
        try (Call call = new Call(wait)) {
            Call.OutString status = call.handle(handle).int32("DWORD", milliseconds).outString();
            return new Answer(wait.name(), call.int32Result(), status.take());
        }
    }
}
