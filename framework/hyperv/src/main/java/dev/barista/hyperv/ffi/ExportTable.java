package dev.barista.hyperv.ffi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions that one class of bindings calls, in the header's order. A class fills its table
 * while it is initialised, each function beside the method that calls it.
 */
public final class ExportTable {
    /** The header of functions that only the library's export list shows. */
    public static final String NO_HEADER = "";

    private final String header;
    private final HostLibrary library;
    private final List<Export> exports = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param header the file that declares the functions, or {@link #NO_HEADER}
     * @param library the library that exports them
     */
    public ExportTable(String header, HostLibrary library) {
        this.header = header;
        this.library = library;
    }

    /** Adds a function that returns something. */
    public Export function(
            String name, FirstBuild since, MemoryLayout result, MemoryLayout... parameters) {
        return add(name, since, FunctionDescriptor.of(result, parameters));
    }

    /** Adds a function that returns an HRESULT. */
    public Export hresult(String name, FirstBuild since, MemoryLayout... parameters) {
        return function(name, since, CTypes.HRESULT, parameters);
    }

    /** Adds a function that returns nothing. */
    public Export procedure(String name, FirstBuild since, MemoryLayout... parameters) {
        return add(name, since, FunctionDescriptor.ofVoid(parameters));
    }

    private Export add(String name, FirstBuild since, FunctionDescriptor type) {
        Export export = new Export(header, library, name, type, since);
        exports.add(export);
        return export;
    }

    /** What is in it. */
    public List<Export> exports() {
        return List.copyOf(exports);
    }
}
