package dev.barista.hyperv.ffi.network;

import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.OUT_HANDLE;
import static dev.barista.hyperv.ffi.CTypes.USHORT;
import static dev.barista.hyperv.ffi.CTypes.int32;
import static dev.barista.hyperv.ffi.CTypes.pointer;
import static dev.barista.hyperv.ffi.network.NetworkTypes.PORT_RANGE_ENTRY;
import static dev.barista.hyperv.ffi.network.NetworkTypes.PORT_RANGE_RESERVATION;
import static dev.barista.hyperv.ffi.network.NetworkTypes.offset;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.GuidLayout;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Ports of the host that guest network services reserve. */
public final class PortCalls {
    /** What is bound. */
    static final ExportTable EXPORTS =
            new ExportTable("computenetwork.h", HostLibrary.COMPUTE_NETWORK);

    private static final FirstBuild SINCE = FirstBuild.after(18362);
    private static final AddressLayout SERVICE = pointer("HCN_GUESTNETWORKSERVICE");

    /** More than there are ports: what is above it is no count. */
    private static final long MOST_ENTRIES = 1 << 16;

    private static final Export RESERVE =
            EXPORTS.hresult(
                    "HcnReserveGuestNetworkServicePort",
                    SINCE,
                    SERVICE,
                    int32("HCN_PORT_PROTOCOL"),
                    int32("HCN_PORT_ACCESS"),
                    USHORT,
                    OUT_HANDLE);
    private static final Export RESERVE_RANGE =
            EXPORTS.hresult(
                    "HcnReserveGuestNetworkServicePortRange",
                    SINCE,
                    SERVICE,
                    USHORT,
                    pointer("HCN_PORT_RANGE_RESERVATION*"),
                    OUT_HANDLE);
    private static final Export RELEASE =
            EXPORTS.hresult("HcnReleaseGuestNetworkServicePortReservationHandle", SINCE, HANDLE);
    private static final Export ENUMERATE =
            EXPORTS.hresult(
                    "HcnEnumerateGuestNetworkPortReservations",
                    SINCE,
                    pointer("ULONG*"),
                    pointer("HCN_PORT_RANGE_ENTRY**"));
    private static final Export FREE =
            EXPORTS.procedure(
                    "HcnFreeGuestNetworkPortReservations", SINCE, pointer("HCN_PORT_RANGE_ENTRY*"));

    private PortCalls() {}

    /**
     * Ports that are reserved now.
     *
     * @param handle gives them back when it is closed; null if the call failed
     * @param first the first port
     * @param last the last port
     */
    public record Reserved(Answer answer, @Nullable NativeHandle handle, int first, int last) {}

    /** Reserves one port. */
    public static Reserved reserve(NativeHandle service, int protocol, int access, int port) {
        try (Call call = new Call(RESERVE)) {
            MemorySegment slot =
                    call.handle(service)
                            .int32("HCN_PORT_PROTOCOL", protocol)
                            .int32("HCN_PORT_ACCESS", access)
                            .int16("USHORT", (short) port)
                            .outPointer("HANDLE*");
            Answer answer = new Answer(RESERVE.name(), call.int32Result(), null);
            return new Reserved(answer, owned(answer, slot), port, port);
        }
    }

    /** Reserves as many ports in a row, for both protocols and for itself alone. */
    public static Reserved reserveRange(NativeHandle service, int count) {
        try (Call call = new Call(RESERVE_RANGE)) {
            MemorySegment range =
                    call.handle(service)
                            .int16("USHORT", (short) count)
                            .out("HCN_PORT_RANGE_RESERVATION*", PORT_RANGE_RESERVATION);
            MemorySegment slot = call.outPointer("HANDLE*");
            Answer answer = new Answer(RESERVE_RANGE.name(), call.int32Result(), null);
            return new Reserved(
                    answer,
                    owned(answer, slot),
                    port(range, offset(PORT_RANGE_RESERVATION, "startingPort")),
                    port(range, offset(PORT_RANGE_RESERVATION, "endingPort")));
        }
    }

    private static @Nullable NativeHandle owned(Answer answer, MemorySegment slot) {
        MemorySegment handle = Call.pointerIn(slot);
        if (answer.isFailure() && handle.address() == 0) {
            return null;
        }
        return NativeHandle.adopt("HCN_PORT_RESERVATION", handle, PortCalls::release);
    }

    private static void release(MemorySegment handle) {
        try (Call call = new Call(RELEASE)) {
            int code = call.pointer("HANDLE", handle).int32Result();
            new Answer(RELEASE.name(), code, null).orThrow();
        }
    }

    /**
     * A copy of an {@code HCN_PORT_RANGE_ENTRY}.
     *
     * @param owner the partition that reserved the ports
     * @param target the partition that they lead to
     * @param protocol a value of HCN_PORT_PROTOCOL, known or not
     * @param priority which entry wins
     * @param reservationType not documented
     * @param sharingFlags not documented
     * @param deliveryMode not documented
     * @param first the first port
     * @param last the last port
     */
    public record Entry(
            UUID owner,
            UUID target,
            int protocol,
            long priority,
            int reservationType,
            int sharingFlags,
            int deliveryMode,
            int first,
            int last) {}

    /** All reservations of the host. */
    public record Entries(Answer answer, List<Entry> entries) {}

    /**
     * Lists all reservations of the host.
     *
     * @throws IllegalStateException if the platform says that there are more than there are ports
     */
    public static Entries enumerate() {
        try (Call call = new Call(ENUMERATE)) {
            MemorySegment count = call.out("ULONG*", JAVA_INT);
            MemorySegment slot = call.outPointer("HCN_PORT_RANGE_ENTRY**");
            Answer answer = new Answer(ENUMERATE.name(), call.int32Result(), null);
            MemorySegment array = Call.pointerIn(slot);
            try {
                return new Entries(
                        answer,
                        answer.isFailure() || array.address() == 0
                                ? List.of()
                                : copy(array, Integer.toUnsignedLong(count.get(JAVA_INT, 0))));
            } finally {
                free(array);
            }
        }
    }

    @SuppressWarnings("restricted") // a pointer of C has no length
    static List<Entry> copy(MemorySegment array, long count) {
        if (count > MOST_ENTRIES) {
            throw new IllegalStateException(
                    "the service speaks of " + count + " port reservations, but there are 65536");
        }
        // UNSAFETY: the function's contract is an array of that many entries, which is freed only
        // after this copy.
        MemorySegment whole = array.reinterpret(count * PORT_RANGE_ENTRY.byteSize());
        List<Entry> entries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            entries.add(entry(whole.asSlice(i * PORT_RANGE_ENTRY.byteSize(), PORT_RANGE_ENTRY)));
        }
        return List.copyOf(entries);
    }

    private static Entry entry(MemorySegment entry) {
        return new Entry(
                GuidLayout.read(entry, offset(PORT_RANGE_ENTRY, "OwningPartitionId")),
                GuidLayout.read(entry, offset(PORT_RANGE_ENTRY, "TargetPartitionId")),
                entry.get(JAVA_INT, offset(PORT_RANGE_ENTRY, "Protocol")),
                entry.get(JAVA_LONG, offset(PORT_RANGE_ENTRY, "Priority")),
                entry.get(JAVA_INT, offset(PORT_RANGE_ENTRY, "ReservationType")),
                entry.get(JAVA_INT, offset(PORT_RANGE_ENTRY, "SharingFlags")),
                entry.get(JAVA_INT, offset(PORT_RANGE_ENTRY, "DeliveryMode")),
                port(entry, offset(PORT_RANGE_ENTRY, "StartingPort")),
                port(entry, offset(PORT_RANGE_ENTRY, "EndingPort")));
    }

    private static int port(MemorySegment segment, long offset) {
        return Short.toUnsignedInt(segment.get(JAVA_SHORT, offset));
    }

    private static void free(MemorySegment array) {
        try (Call call = new Call(FREE)) {
            call.pointer("HCN_PORT_RANGE_ENTRY*", array).run();
        }
    }
}
