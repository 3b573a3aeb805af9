package dev.barista.hyperv.ffi;

import dev.barista.hyperv.error.HResult;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between C and a callback written in Java: an exception that left an upcall would end the
 * JVM, so none does. The first one of a guard is logged with its cause, the others are counted; C
 * gets {@code E_UNEXPECTED}, or nothing where nothing is returned. Thread-safe.
 */
public final class UpcallGuard {
    private static final System.Logger LOG = System.getLogger("dev.barista.hyperv");
    private static final MethodHandle CAUGHT;

    static {
        try {
            CAUGHT =
                    MethodHandles.lookup()
                            .findVirtual(
                                    UpcallGuard.class,
                                    "caught",
                                    MethodType.methodType(int.class, Throwable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String callback;
    private final AtomicLong caught = new AtomicLong();

    /**
     * A guard for one callback.
     *
     * @param callback what it is called in the log
     */
    public UpcallGuard(String callback) {
        this.callback = callback;
    }

    /** How many exceptions did not leave. */
    public long caughtCount() {
        return caught.get();
    }

    /**
     * A function pointer.
     *
     * @param target what is called
     * @param type the callback's prototype, which returns an HRESULT or nothing
     * @param arena how long C may call it; {@link Arena#global} unless C says when it is done
     */
    @SuppressWarnings("restricted") // being called is what this package is for
    public MemorySegment stub(MethodHandle target, FunctionDescriptor type, Arena arena) {
        MethodHandle handler = CAUGHT.bindTo(this);
        if (type.returnLayout().isEmpty()) {
            handler = handler.asType(MethodType.methodType(void.class, Throwable.class));
        }
        MethodHandle guarded = MethodHandles.catchException(target, Throwable.class, handler);
        // UNSAFETY: `type` is the callback's prototype in the header; the linker checks that the
        // target has its form.
        return Linker.nativeLinker().upcallStub(guarded, type, arena);
    }

    /** Must not throw, whatever the logger does. */
    @SuppressWarnings("UnusedMethod") // through CAUGHT
    private int caught(Throwable thrown) {
        try {
            if (caught.getAndIncrement() == 0) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        callback + " threw; further exceptions of it are only counted",
                        thrown);
            }
        } catch (Throwable loggerFailed) {
            // There is nobody left to tell, and C waits for an answer.
        }
        return HResult.E_UNEXPECTED;
    }
}
