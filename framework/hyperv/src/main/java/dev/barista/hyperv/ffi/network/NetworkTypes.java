package dev.barista.hyperv.ffi.network;

import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HRESULT;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.UINT32;
import static dev.barista.hyperv.ffi.CTypes.UINT64;
import static dev.barista.hyperv.ffi.CTypes.USHORT;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.int32;
import static dev.barista.hyperv.ffi.CTypes.pointer;

import dev.barista.hyperv.ffi.GuidLayout;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/** The types of computenetwork.h. */
public final class NetworkTypes {
    /** {@link #NOTIFICATION_CALLBACK}. */
    static final AddressLayout CALLBACK_POINTER = pointer("HCN_NOTIFICATION_CALLBACK");

    /** A registered callback. */
    static final AddressLayout CALLBACK = pointer("HCN_CALLBACK");

    /** Where one goes. */
    static final AddressLayout OUT_CALLBACK = pointer("HCN_CALLBACK*");

    /** {@code HCN_NOTIFICATION_CALLBACK}. */
    public static final FunctionDescriptor NOTIFICATION_CALLBACK =
            FunctionDescriptor.ofVoid(DWORD, VOID_POINTER, HRESULT, PCWSTR);

    /** {@code HCN_PORT_RANGE_RESERVATION}. */
    public static final StructLayout PORT_RANGE_RESERVATION =
            MemoryLayout.structLayout(
                            USHORT.withName("startingPort"), USHORT.withName("endingPort"))
                    .withName("HCN_PORT_RANGE_RESERVATION");

    /** {@code HCN_PORT_RANGE_ENTRY}. */
    public static final StructLayout PORT_RANGE_ENTRY =
            MemoryLayout.structLayout(
                            GuidLayout.GUID.withName("OwningPartitionId"),
                            GuidLayout.GUID.withName("TargetPartitionId"),
                            int32("Protocol"),
                            MemoryLayout.paddingLayout(4),
                            UINT64.withName("Priority"),
                            UINT32.withName("ReservationType"),
                            UINT32.withName("SharingFlags"),
                            UINT32.withName("DeliveryMode"),
                            USHORT.withName("StartingPort"),
                            USHORT.withName("EndingPort"))
                    .withName("HCN_PORT_RANGE_ENTRY");

    private NetworkTypes() {}

    /** Where a member of a structure is. */
    static long offset(StructLayout struct, String member) {
        return struct.byteOffset(PathElement.groupElement(member));
    }
}
