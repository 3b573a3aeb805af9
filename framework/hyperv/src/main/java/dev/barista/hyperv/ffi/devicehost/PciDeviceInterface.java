package dev.barista.hyperv.ffi.devicehost;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.barista.hyperv.ffi.UpcallGuard;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The interface table that every device of this process has, and the way from its ten entries to
 * the Java object.
 *
 * <p>The table and its upcalls live as long as the process: the platform may call one after the
 * device is gone, and whether it copies the table is not known. So a device is told apart by the
 * context that it registered with, which is never used again; a callback with another one is
 * answered {@code E_UNEXPECTED}.
 *
 * <p>Pointers come as numbers, not as segments, and each access goes through one segment of
 * everything: so an access allocates nothing.
 */
public final class PciDeviceInterface {
    /** {@code HDV_PCI_INTERFACE_VERSION}: no device. */
    public static final int VERSION_INVALID = 0;

    /** {@code HDV_PCI_INTERFACE_VERSION}: this table. */
    public static final int VERSION_1 = 1;

    /** {@code HDV_PCI_PNP_ID}. */
    static final StructLayout PNP_ID =
            structLayout(
                            JAVA_SHORT.withName("VendorID"),
                            JAVA_SHORT.withName("DeviceID"),
                            JAVA_BYTE.withName("RevisionID"),
                            JAVA_BYTE.withName("ProgIf"),
                            JAVA_BYTE.withName("SubClass"),
                            JAVA_BYTE.withName("BaseClass"),
                            JAVA_SHORT.withName("SubVendorID"),
                            JAVA_SHORT.withName("SubSystemID"))
                    .withName("HDV_PCI_PNP_ID");

    /** {@code HDV_PCI_DEVICE_INTERFACE}. */
    static final StructLayout LAYOUT =
            structLayout(
                            JAVA_INT.withName("Version"),
                            paddingLayout(4),
                            ADDRESS.withName("Initialize"),
                            ADDRESS.withName("Teardown"),
                            ADDRESS.withName("SetConfiguration"),
                            ADDRESS.withName("GetDetails"),
                            ADDRESS.withName("Start"),
                            ADDRESS.withName("Stop"),
                            ADDRESS.withName("ReadConfigSpace"),
                            ADDRESS.withName("WriteConfigSpace"),
                            ADDRESS.withName("ReadInterceptedMemory"),
                            ADDRESS.withName("WriteInterceptedMemory"))
                    .withName("HDV_PCI_DEVICE_INTERFACE");

    private static final FunctionDescriptor NOTICE = FunctionDescriptor.ofVoid(JAVA_LONG);
    private static final FunctionDescriptor QUESTION = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor LIST =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor DETAILS =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor READ_CONFIG =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor WRITE_CONFIG =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final FunctionDescriptor INTERCEPT =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    /** Filled once; see the class. */
    private static final MemorySegment TABLE = fill();

    private PciDeviceInterface() {}

    /** The table, for {@code HdvCreateDeviceInstance}. */
    static MemorySegment table() {
        return TABLE;
    }

    private static MemorySegment fill() {
        MemorySegment table = Arena.global().allocate(LAYOUT);
        table.set(JAVA_INT, offset("Version"), VERSION_1);
        entry(table, "Initialize", "initialize", QUESTION);
        entry(table, "Teardown", "teardown", NOTICE);
        entry(table, "SetConfiguration", "setConfiguration", LIST);
        entry(table, "GetDetails", "getDetails", DETAILS);
        entry(table, "Start", "start", QUESTION);
        entry(table, "Stop", "stop", NOTICE);
        entry(table, "ReadConfigSpace", "readConfigSpace", READ_CONFIG);
        entry(table, "WriteConfigSpace", "writeConfigSpace", WRITE_CONFIG);
        entry(table, "ReadInterceptedMemory", "readInterceptedMemory", INTERCEPT);
        entry(table, "WriteInterceptedMemory", "writeInterceptedMemory", INTERCEPT);
        return table;
    }

    private static void entry(
            MemorySegment table, String field, String method, FunctionDescriptor type) {
        MethodType javaType = type.toMethodType();
        try {
            MethodHandle target =
                    MethodHandles.lookup().findStatic(PciUpcalls.class, method, javaType);
            UpcallGuard guard = new UpcallGuard("HDV_PCI_DEVICE_INTERFACE::" + field);
            table.set(ADDRESS, offset(field), guard.stub(target, type, Arena.global()));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static long offset(String field) {
        return LAYOUT.byteOffset(PathElement.groupElement(field));
    }
}
