package dev.barista.hyperv.ffi.network;

import static dev.barista.hyperv.ffi.CTypes.OUT_PWSTR;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.REFGUID;
import static dev.barista.hyperv.ffi.CTypes.pointer;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The seven functions that each kind of object of the service has, with the same prototypes. Where
 * one fails, the answer's document is the service's error record.
 */
public final class EntityCalls {
    private static final FirstBuild WITH_GUEST_SERVICES = FirstBuild.after(18362);

    /** Networks. */
    public static final EntityCalls NETWORK =
            declared("Network", "Networks", "HCN_NETWORK", FirstBuild.V1809).build();

    /** Namespaces. */
    public static final EntityCalls NAMESPACE =
            declared("Namespace", "Namespaces", "HCN_NAMESPACE", FirstBuild.V1809).build();

    /** Endpoints, each of which is made in a network. */
    public static final EntityCalls ENDPOINT =
            declared("Endpoint", "Endpoints", "HCN_ENDPOINT", FirstBuild.V1809)
                    .in("HCN_NETWORK")
                    .build();

    /** Load balancers. */
    public static final EntityCalls LOAD_BALANCER =
            declared("LoadBalancer", "LoadBalancers", "HCN_LOADBALANCER", FirstBuild.V1809).build();

    /** Guest network services; only the export list has three of their functions. */
    public static final EntityCalls GUEST_NETWORK_SERVICE =
            declared(
                            "GuestNetworkService",
                            "GuestNetworkServices",
                            "HCN_GUESTNETWORKSERVICE",
                            WITH_GUEST_SERVICES)
                    .withoutHeader("Enumerate", "Open", "Query")
                    .build();

    /** Routes of a software-defined network; only the export list has them. */
    public static final EntityCalls SDN_ROUTE =
            declared("SdnRoute", "SdnRoutes", "void*", FirstBuild.UNKNOWN)
                    .withoutHeader(
                            "Enumerate", "Create", "Open", "Modify", "Query", "Delete", "Close")
                    .build();

    private final String kind;
    private final String handleType;
    private final List<ExportTable> tables;
    private final Export enumerate;
    private final Export create;
    private final Export open;
    private final Export modify;
    private final Export query;
    private final Export delete;
    private final Export close;

    private EntityCalls(Names names) {
        AddressLayout handle = pointer(names.handleType);
        AddressLayout out =
                pointer(names.handleType.equals("void*") ? "void**" : names.handleType + "*");
        kind = names.handleType.equals("void*") ? "HCN_SDNROUTE" : names.handleType;
        handleType = names.handleType;
        tables = List.of(names.declared, names.exported);
        enumerate = names.add("Enumerate", names.plural, PCWSTR, OUT_PWSTR, OUT_PWSTR);
        create =
                names.parentType == null
                        ? names.add("Create", names.name, REFGUID, PCWSTR, out, OUT_PWSTR)
                        : names.add(
                                "Create",
                                names.name,
                                pointer(names.parentType),
                                REFGUID,
                                PCWSTR,
                                out,
                                OUT_PWSTR);
        open = names.add("Open", names.name, REFGUID, out, OUT_PWSTR);
        modify = names.add("Modify", names.name, handle, PCWSTR, OUT_PWSTR);
        query = names.add("Query", names.name + "Properties", handle, PCWSTR, OUT_PWSTR, OUT_PWSTR);
        delete = names.add("Delete", names.name, REFGUID, OUT_PWSTR);
        close = names.add("Close", names.name, handle);
    }

    static List<Export> exports() {
        List<Export> all = new ArrayList<>();
        for (EntityCalls kind :
                List.of(
                        NETWORK,
                        NAMESPACE,
                        ENDPOINT,
                        LOAD_BALANCER,
                        GUEST_NETWORK_SERVICE,
                        SDN_ROUTE)) {
            kind.tables.forEach(table -> all.addAll(table.exports()));
        }
        return all;
    }

    /** A new handle of an object that a call has made or found. */
    public record Opened(Answer answer, @Nullable NativeHandle handle) {}

    /** The ids of the objects that a query finds, as a document. */
    public Answer enumerate(String query) {
        try (Call call = new Call(enumerate)) {
            call.string(query);
            return withDocument(enumerate, call);
        }
    }

    /** Makes an object, in another one where its kind asks for that. */
    public Opened create(@Nullable NativeHandle parent, UUID id, String settings) {
        try (Call call = new Call(create)) {
            if (parent != null) {
                call.handle(parent);
            }
            call.guid(id).string(settings);
            return opened(create, call);
        }
    }

    /** Opens an object that is there. */
    public Opened open(UUID id) {
        try (Call call = new Call(open)) {
            call.guid(id);
            return opened(open, call);
        }
    }

    private Opened opened(Export export, Call call) {
        MemorySegment slot =
                call.outPointer(handleType.equals("void*") ? "void**" : handleType + "*");
        Answer answer = withRecord(export, call);
        MemorySegment handle = Call.pointerIn(slot);
        if (answer.isFailure() && handle.address() == 0) {
            return new Opened(answer, null);
        }
        return new Opened(answer, NativeHandle.adopt(kind, handle, closer(close, handleType)));
    }

    /** Must not refer to anything but the function, or no leak is seen. */
    private static NativeHandle.Closer closer(Export close, String handleType) {
        return handle -> {
            try (Call call = new Call(close)) {
                int code = call.pointer(handleType, handle).int32Result();
                new Answer(close.name(), code, null).orThrow();
            }
        };
    }

    /** Changes an object. */
    public Answer modify(NativeHandle handle, String settings) {
        try (Call call = new Call(modify)) {
            return withRecord(modify, use(call, handle).string(settings));
        }
    }

    /** An object's settings and state, as a document. */
    public Answer query(NativeHandle handle, String query) {
        try (Call call = new Call(this.query)) {
            return withDocument(this.query, use(call, handle).string(query));
        }
    }

    /** Deletes an object, whoever has it open. */
    public Answer delete(UUID id) {
        try (Call call = new Call(delete)) {
            return withRecord(delete, call.guid(id));
        }
    }

    private Call use(Call call, NativeHandle handle) {
        if (!handle.kind().equals(kind)) {
            throw new IllegalArgumentException(handle + " is no " + kind);
        }
        return call.handle(handle);
    }

    /** Ends with a document and an error record. */
    static Answer withDocument(Export export, Call call) {
        Call.OutString document = call.outString();
        Call.OutString errorRecord = call.outString();
        int code = call.int32Result();
        String failure = errorRecord.take();
        String found = document.take();
        return new Answer(export.name(), code, code < 0 && failure != null ? failure : found);
    }

    /** Ends with an error record. */
    private static Answer withRecord(Export export, Call call) {
        Call.OutString errorRecord = call.outString();
        return new Answer(export.name(), call.int32Result(), errorRecord.take());
    }

    private static Names declared(String name, String plural, String handleType, FirstBuild since) {
        return new Names(name, plural, handleType, since);
    }

    /** What a kind's functions are called, and where they are declared. */
    private static final class Names {
        private final ExportTable declared =
                new ExportTable("computenetwork.h", HostLibrary.COMPUTE_NETWORK);
        private final ExportTable exported =
                new ExportTable(ExportTable.NO_HEADER, HostLibrary.COMPUTE_NETWORK);
        private final String name;
        private final String plural;
        private final String handleType;
        private final FirstBuild since;
        private @Nullable String parentType;
        private List<String> undeclared = List.of();

        Names(String name, String plural, String handleType, FirstBuild since) {
            this.name = name;
            this.plural = plural;
            this.handleType = handleType;
            this.since = since;
        }

        Names in(String parent) {
            parentType = parent;
            return this;
        }

        Names withoutHeader(String... verbs) {
            undeclared = List.of(verbs);
            return this;
        }

        EntityCalls build() {
            return new EntityCalls(this);
        }

        Export add(String verb, String object, MemoryLayout... parameters) {
            ExportTable table = undeclared.contains(verb) ? exported : declared;
            return table.hresult("Hcn" + verb + object, since, parameters);
        }
    }
}
