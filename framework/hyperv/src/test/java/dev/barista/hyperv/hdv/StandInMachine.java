package dev.barista.hyperv.hdv;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.ffi.GuidLayout;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.Libraries;
import dev.barista.hyperv.ffi.WideString;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stand-in's machine in a test's hands: its document, its power, and what its guest does. What
 * is native here are calls of the stand-in's own functions; their contracts are beside them in C.
 */
@SuppressWarnings("restricted") // the other side of a native library has no safe form
final class StandInMachine implements AutoCloseable {
    /** hdv_switch of the stand-in. */
    enum Fault {
        APERTURE_QUOTA,
        COPIES_DENIED,
        COM_SECURITY_IS_SET,
        FOREIGN_HOST,
        RUNS_LATE,
        INTERRUPTS_REFUSED,
        APERTURES_DENIED,
        CUSTOM_CLASSES
    }

    /** A message that the guest got. */
    record Message(long address, int data) {}

    private static final String DOCUMENT =
            """
            {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "test", "VirtualMachine": {}}\
            """;

    static final long LOW_RAM = 4L << 20;
    static final long HIGH_RAM = 1L << 20;
    static final long HIGH_START = 1L << 32;
    private static final int CONFIG = -1;
    private static final int MOST_MESSAGES = 1024;
    private static final Map<String, MethodHandle> FUNCTIONS = new ConcurrentHashMap<>();

    private final Arena arena = Arena.ofShared();
    private final ComputeSystem system;

    /** A machine that is off, with an empty document. */
    StandInMachine() {
        reset();
        system = ComputeSystem.create("machine", DOCUMENT).join();
    }

    /** Whose devices the machine has. */
    ComputeSystem system() {
        return system;
    }

    private static void reset() {
        call("StandInHdvReset", FunctionDescriptor.ofVoid());
        call(
                "StandInHdvRam",
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG),
                LOW_RAM,
                HIGH_RAM);
    }

    void set(Fault fault, long value) {
        call(
                "StandInHdvSwitch",
                FunctionDescriptor.ofVoid(JAVA_INT, JAVA_LONG),
                fault.ordinal(),
                value);
    }

    /** Adds a device to the document. */
    void add(FlexibleIovDevice entry) {
        List<String> values = entry.configuration();
        MemorySegment strings = arena.allocate(ADDRESS, Math.max(1, values.size()));
        for (int i = 0; i < values.size(); i++) {
            strings.setAtIndex(ADDRESS, i, WideString.allocate(values.get(i), arena));
        }
        int model = entry.hostingModel() == HostingModel.EXTERNAL ? 1 : 2;
        call(
                "StandInHdvSlot",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
                guid(entry.emulatorId()),
                guid(entry.instanceId()),
                model,
                values.size(),
                strings);
    }

    /** Powers on; answers the HRESULT. */
    int start() {
        return (int) call("StandInHdvStart", FunctionDescriptor.of(JAVA_INT));
    }

    void stop() {
        call("StandInHdvStop", FunctionDescriptor.ofVoid());
    }

    void goOn() {
        call("StandInHdvContinue", FunctionDescriptor.ofVoid());
    }

    /** Ends the machine; its devices get their last callback. */
    void end() {
        call("StandInHdvEnd", FunctionDescriptor.ofVoid());
    }

    /** A guest access on a virtual processor; answers the HRESULT. */
    int access(
            int processor,
            UUID device,
            boolean write,
            int bar,
            long offset,
            long length,
            MemorySegment value) {
        return (int)
                call(
                        "StandInHdvAccess",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG,
                                JAVA_LONG, ADDRESS),
                        processor,
                        guid(device),
                        write ? 1 : 0,
                        bar,
                        offset,
                        length,
                        value);
    }

    long read(UUID device, int bar, long offset, int width) {
        MemorySegment value = arena.allocate(JAVA_LONG);
        check(access(0, device, false, bar, offset, width, value));
        return value.get(JAVA_LONG, 0);
    }

    void write(UUID device, int bar, long offset, int width, long value) {
        MemorySegment bytes = arena.allocateFrom(JAVA_LONG, value);
        check(access(1, device, true, bar, offset, width, bytes));
    }

    int readConfig(UUID device, int offset) {
        return (int) read(device, CONFIG, offset, Integer.BYTES);
    }

    void writeConfig(UUID device, int offset, int value) {
        write(device, CONFIG, offset, Integer.BYTES, Integer.toUnsignedLong(value));
    }

    private static void check(int result) {
        if (result < 0) {
            throw new AssertionError("the access was answered 0x%08x".formatted(result));
        }
    }

    /** Makes a callback by its place in the interface, whatever the machine's state. */
    int callback(UUID device, int callback, int count, MemorySegment pointer) {
        return (int)
                call(
                        "StandInHdvCall",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
                        2,
                        guid(device),
                        callback,
                        count,
                        pointer);
    }

    int foreignCallback(UUID device, int callback, long context) {
        return (int)
                call(
                        "StandInHdvCallForeign",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS),
                        guid(device),
                        callback,
                        MemorySegment.ofAddress(context));
    }

    /** Accesses from several processors at once; answers how many failed. */
    long storm(
            UUID device,
            boolean write,
            int bar,
            long offset,
            int width,
            long count,
            int processors) {
        return (long)
                call(
                        "StandInHdvStorm",
                        FunctionDescriptor.of(
                                JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG,
                                JAVA_LONG, JAVA_INT),
                        guid(device),
                        write ? 1 : 0,
                        bar,
                        offset,
                        (long) width,
                        count,
                        processors);
    }

    /** How often a callback was made, by its place in the interface, 0 to 5. */
    long calls(UUID device, int callback) {
        return (long)
                call(
                        "StandInHdvCalls",
                        FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT),
                        guid(device),
                        callback);
    }

    /** PnP id and BARs, as GetDetails has answered: 12 bytes, then six words. */
    MemorySegment details(UUID device) {
        MemorySegment details = arena.allocate(12 + 6 * 4, 4);
        call(
                "StandInHdvDetails",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
                guid(device),
                details,
                details.asSlice(12));
        return details;
    }

    List<Message> takeMessages(UUID device) {
        MemorySegment addresses = arena.allocate(JAVA_LONG, MOST_MESSAGES);
        MemorySegment data = arena.allocate(JAVA_INT, MOST_MESSAGES);
        int count =
                (int)
                        call(
                                "StandInHdvInterrupts",
                                FunctionDescriptor.of(
                                        JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT),
                                guid(device),
                                addresses,
                                data,
                                MOST_MESSAGES);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(
                    new Message(addresses.getAtIndex(JAVA_LONG, i), data.getAtIndex(JAVA_INT, i)));
        }
        return messages;
    }

    /** The guest's RAM at an address. */
    MemorySegment ram(long address, long length) {
        MemorySegment at =
                (MemorySegment)
                        call(
                                "StandInHdvRamAt",
                                FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG),
                                address,
                                length);
        if (at.address() == 0) {
            throw new AssertionError("no RAM at 0x%x".formatted(address));
        }
        return at.reinterpret(length);
    }

    long apertures() {
        return memoryCount(0);
    }

    long aperturesEverMade() {
        return memoryCount(1);
    }

    /** Calls that by field report crash a real host. */
    long lateDestructions() {
        return memoryCount(2);
    }

    /** Ranges of BARs that are memory to the guest. */
    long sectionRanges() {
        return memoryCount(3);
    }

    /** References to the platform's own COM object that nobody has released. */
    int deviceHostReferences() {
        return (int) call("StandInHdvDeviceHostReferences", FunctionDescriptor.of(JAVA_INT));
    }

    private long memoryCount(int what) {
        return (long)
                call("StandInHdvMemoryCount", FunctionDescriptor.of(JAVA_LONG, JAVA_INT), what);
    }

    private MemorySegment guid(UUID id) {
        return GuidLayout.allocate(id, arena);
    }

    /** Memory for a test, until the machine is closed. */
    MemorySegment allocate(MemoryLayout layout, long count) {
        return arena.allocate(layout, count);
    }

    @Override
    public void close() {
        system.terminate().join();
        system.close();
        reset();
        arena.close();
    }

    private static Object call(String name, FunctionDescriptor type, Object... arguments) {
        MethodHandle function =
                FUNCTIONS.computeIfAbsent(
                        name,
                        any ->
                                Linker.nativeLinker()
                                        .downcallHandle(
                                                Libraries.ofThisProcess()
                                                        .find(HostLibrary.DEVICE_HOST, name)
                                                        .orElseThrow(),
                                                type));
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(name, e);
        }
    }
}
