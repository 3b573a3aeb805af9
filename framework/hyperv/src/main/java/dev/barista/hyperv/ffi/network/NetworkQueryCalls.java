package dev.barista.hyperv.ffi.network;

import static dev.barista.hyperv.ffi.CTypes.OUT_PWSTR;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.pointer;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import java.util.List;
import java.util.stream.Stream;

/** What the service tells beside the properties of its objects. */
public final class NetworkQueryCalls {
    private static final ExportTable DECLARED =
            new ExportTable("computenetwork.h", HostLibrary.COMPUTE_NETWORK);
    private static final ExportTable EXPORTED =
            new ExportTable(ExportTable.NO_HEADER, HostLibrary.COMPUTE_NETWORK);

    private static final Export ENDPOINT_STATS =
            DECLARED.hresult(
                    "HcnQueryEndpointStats",
                    FirstBuild.of(22621),
                    pointer("HCN_ENDPOINT"),
                    PCWSTR,
                    OUT_PWSTR,
                    OUT_PWSTR);
    private static final Export ENDPOINT_ADDRESSES =
            DECLARED.hresult(
                    "HcnQueryEndpointAddresses",
                    FirstBuild.of(22621),
                    pointer("HCN_ENDPOINT"),
                    PCWSTR,
                    OUT_PWSTR,
                    OUT_PWSTR);
    private static final Export METRICS =
            EXPORTED.hresult("HcnQueryMetrics", FirstBuild.UNKNOWN, PCWSTR, OUT_PWSTR, OUT_PWSTR);
    private static final Export FEATURES =
            EXPORTED.hresult("HcnQueryFeatures", FirstBuild.UNKNOWN, OUT_PWSTR, OUT_PWSTR);

    private NetworkQueryCalls() {}

    static List<Export> exports() {
        return Stream.of(DECLARED, EXPORTED)
                .map(ExportTable::exports)
                .flatMap(List::stream)
                .toList();
    }

    /** An endpoint's traffic counters, as a document. */
    public static Answer endpointStats(NativeHandle endpoint, String query) {
        try (Call call = new Call(ENDPOINT_STATS)) {
            return EntityCalls.withDocument(ENDPOINT_STATS, call.handle(endpoint).string(query));
        }
    }

    /** An endpoint's addresses, as a document. */
    public static Answer endpointAddresses(NativeHandle endpoint, String query) {
        try (Call call = new Call(ENDPOINT_ADDRESSES)) {
            return EntityCalls.withDocument(
                    ENDPOINT_ADDRESSES, call.handle(endpoint).string(query));
        }
    }

    /** The service's counters, as a document; its content is not documented. */
    public static Answer metrics(String query) {
        try (Call call = new Call(METRICS)) {
            return EntityCalls.withDocument(METRICS, call.string(query));
        }
    }

    /** What the service can do, as a document; its content is not documented. */
    public static Answer features() {
        try (Call call = new Call(FEATURES)) {
            return EntityCalls.withDocument(FEATURES, call);
        }
    }
}
