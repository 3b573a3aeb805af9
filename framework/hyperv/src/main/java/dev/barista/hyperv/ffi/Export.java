package dev.barista.hyperv.ffi;

import dev.barista.hyperv.error.MissingExportException;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** A function that a library exports, looked up when it is first called. Thread-safe. */
public final class Export {
    private final String header;
    private final HostLibrary library;
    private final String name;
    private final FunctionDescriptor type;
    private final FirstBuild since;
    private volatile @Nullable MethodHandle handle;

    /** Made by {@link ExportTable}. */
    Export(
            String header,
            HostLibrary library,
            String name,
            FunctionDescriptor type,
            FirstBuild since) {
        this.header = header;
        this.library = library;
        this.name = name;
        this.type = type;
        this.since = since;
    }

    /** The header that declares it; empty if none does. */
    public String header() {
        return header;
    }

    /** The library that exports it. */
    public HostLibrary library() {
        return library;
    }

    /** Its symbol. */
    public String name() {
        return name;
    }

    /** Its prototype; each layout has the C type as its name. */
    public FunctionDescriptor type() {
        return type;
    }

    /** Which Windows has it. */
    public FirstBuild since() {
        return since;
    }

    /** Whether this process has called it, or is about to. */
    public boolean isInUse() {
        return handle != null;
    }

    /** Whether this machine has it. */
    public boolean isPresent() {
        return Libraries.ofThisProcess().find(library, name).isPresent();
    }

    /**
     * How to call it. Where calls must be fast, the caller keeps it in a {@code static final} field
     * of a class of its own, so that the JIT compiler sees a constant.
     *
     * @throws MissingExportException if this machine does not have it
     */
    public MethodHandle handle() {
        MethodHandle known = handle;
        if (known == null) {
            known = link(Libraries.ofThisProcess());
            handle = known;
        }
        return known;
    }

    /** As {@link #handle()}, with options of the linker, and looked up anew. */
    MethodHandle handle(Linker.Option... options) {
        return link(Libraries.ofThisProcess(), options);
    }

    @SuppressWarnings("restricted") // calling is what this package is for
    MethodHandle link(Libraries libraries, Linker.Option... options) {
        MemorySegment address =
                libraries
                        .find(library, name)
                        .orElseThrow(() -> new MissingExportException(whyMissing(libraries)));
        // UNSAFETY: `type` is the prototype in the header; a test compares it with the facts that
        // were collected of the headers.
        return Linker.nativeLinker().downcallHandle(address, type, options);
    }

    private String whyMissing(Libraries libraries) {
        return libraries.has(library)
                ? library.fileName() + " has no " + name + ": it came with " + since.text()
                : "no " + name + ": " + libraries.whyMissing(library);
    }

    /**
     * What a call threw: an argument that can't be passed, or a missing function, is the caller's
     * to see.
     */
    public static RuntimeException thrown(Throwable cause) {
        if (cause instanceof RuntimeException e) {
            return e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw new AssertionError("a call of a C function threw", cause);
    }

    @Override
    public String toString() {
        return library.fileName() + "!" + name;
    }
}
