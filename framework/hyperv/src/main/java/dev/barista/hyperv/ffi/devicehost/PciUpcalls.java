package dev.barista.hyperv.ffi.devicehost;

import static java.lang.foreign.ValueLayout.ADDRESS_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.WideString;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The Java side of the ten entries of the interface table. Each finds the device of its context,
 * checks what the platform gave, and lets no exception out: that would end the process.
 */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
final class PciUpcalls {
    /** More strings are no configuration that a document can have. */
    private static final int MOST_VALUES = 4096;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    // UNSAFETY: reached only through the pointers of callbacks, for as many bytes as the callback's
    // contract gives, while the callback runs.
    private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private PciUpcalls() {}

    static int initialize(long context) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null) {
                return Refusals.unknownDevice("Initialize", context);
            }
            device.initialize();
            return HResult.S_OK;
        } catch (Throwable cause) {
            return Refusals.threw("Initialize", context, cause);
        }
    }

    static void teardown(long context) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device != null) { // it may have gone first
                device.teardown();
            }
        } catch (Throwable cause) {
            Refusals.threw("Teardown", context, cause);
        }
    }

    static int setConfiguration(long context, int count, long values) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null) {
                return Refusals.unknownDevice("SetConfiguration", context);
            }
            device.setConfiguration(strings(count, values));
            return HResult.S_OK;
        } catch (Throwable cause) {
            return Refusals.threw("SetConfiguration", context, cause);
        }
    }

    static int getDetails(long context, long id, int count, long bars) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null) {
                return Refusals.unknownDevice("GetDetails", context);
            }
            describe(device.details(), id, count, bars);
            return HResult.S_OK;
        } catch (Throwable cause) {
            return Refusals.threw("GetDetails", context, cause);
        }
    }

    static int start(long context) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null) {
                return Refusals.unknownDevice("Start", context);
            }
            device.start();
            return HResult.S_OK;
        } catch (Throwable cause) {
            return Refusals.threw("Start", context, cause);
        }
    }

    static void stop(long context) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device != null) {
                device.stop();
            }
        } catch (Throwable cause) {
            Refusals.threw("Stop", context, cause);
        }
    }

    static int readConfigSpace(long context, int offset, long value) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null) {
                return Refusals.unknownDevice("ReadConfigSpace", context);
            }
            EVERYTHING.set(INT, value, device.readConfig(offset));
            return HResult.S_OK;
        } catch (Throwable cause) {
            return Refusals.threw("ReadConfigSpace", context, cause);
        }
    }

    static int writeConfigSpace(long context, int offset, int value) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null) {
                return Refusals.unknownDevice("WriteConfigSpace", context);
            }
            device.writeConfig(offset, value);
            return HResult.S_OK;
        } catch (Throwable cause) {
            return Refusals.threw("WriteConfigSpace", context, cause);
        }
    }

    static int readInterceptedMemory(long context, int bar, long offset, long length, long value) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null || isOutside(bar)) {
                return refused("ReadInterceptedMemory", context, device, bar, length);
            }
            if (length == Integer.BYTES) {
                EVERYTHING.set(INT, value, device.read32(bar, offset));
                return HResult.S_OK;
            }
            return readOther(context, device, bar, offset, length, value);
        } catch (Throwable cause) {
            return Refusals.threw("ReadInterceptedMemory", context, cause);
        }
    }

    private static int readOther(
            long context,
            PciDeviceCallbacks device,
            int bar,
            long offset,
            long length,
            long value) {
        if (isNoWidth(length)) {
            return refused("ReadInterceptedMemory", context, device, bar, length);
        }
        long read = device.read(bar, offset, (int) length);
        switch ((int) length) {
            case 1 -> EVERYTHING.set(JAVA_BYTE, value, (byte) read);
            case 2 -> EVERYTHING.set(SHORT, value, (short) read);
            case 4 -> EVERYTHING.set(INT, value, (int) read);
            default -> EVERYTHING.set(LONG, value, read);
        }
        return HResult.S_OK;
    }

    static int writeInterceptedMemory(long context, int bar, long offset, long length, long value) {
        try {
            PciDeviceCallbacks device = LiveDevices.find(context);
            if (device == null || isOutside(bar)) {
                return refused("WriteInterceptedMemory", context, device, bar, length);
            }
            if (length == Integer.BYTES) {
                device.write32(bar, offset, EVERYTHING.get(INT, value));
                return HResult.S_OK;
            }
            return writeOther(context, device, bar, offset, length, value);
        } catch (Throwable cause) {
            return Refusals.threw("WriteInterceptedMemory", context, cause);
        }
    }

    private static int writeOther(
            long context,
            PciDeviceCallbacks device,
            int bar,
            long offset,
            long length,
            long value) {
        if (isNoWidth(length)) {
            return refused("WriteInterceptedMemory", context, device, bar, length);
        }
        long written =
                switch ((int) length) {
                    case 1 -> EVERYTHING.get(JAVA_BYTE, value);
                    case 2 -> EVERYTHING.get(SHORT, value);
                    case 4 -> EVERYTHING.get(INT, value);
                    default -> EVERYTHING.get(LONG, value);
                };
        device.write(bar, offset, (int) length, written);
        return HResult.S_OK;
    }

    private static boolean isOutside(int bar) {
        return Integer.compareUnsigned(bar, HdvConstants.BAR_COUNT) >= 0;
    }

    private static boolean isNoWidth(long length) {
        return Long.compareUnsigned(length, Long.BYTES) > 0 || Long.bitCount(length) != 1;
    }

    private static int refused(
            String callback,
            long context,
            @Nullable PciDeviceCallbacks device,
            int bar,
            long length) {
        if (device == null) {
            return Refusals.unknownDevice(callback, context);
        }
        return Refusals.threw(
                callback,
                context,
                new IllegalArgumentException(
                        isOutside(bar)
                                ? "BAR selector " + bar + "; there are 0 to 5"
                                : "%s bytes; an access has 1, 2, 4 or 8"
                                        .formatted(Long.toUnsignedString(length))));
    }

    private static List<String> strings(int count, long values) {
        if (Integer.compareUnsigned(count, MOST_VALUES) > 0) {
            throw new IllegalArgumentException(
                    "%s configuration strings; at most %d are taken"
                            .formatted(Integer.toUnsignedString(count), MOST_VALUES));
        }
        List<String> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            MemorySegment text = EVERYTHING.get(ADDRESS_UNALIGNED, values + (long) i * Long.BYTES);
            strings.add(Objects.requireNonNullElse(WideString.copy(text), ""));
        }
        return strings;
    }

    private static void describe(PciDetails details, long id, int count, long bars) {
        List<Integer> probed = details.probedBars();
        for (int i = 0; i < probed.size(); i++) {
            if (Integer.compareUnsigned(i, count) < 0) {
                EVERYTHING.set(INT, bars + (long) i * Integer.BYTES, probed.get(i));
            } else if (probed.get(i) != 0) {
                throw new IllegalArgumentException(
                        "it has a BAR " + i + ", and the platform asks for " + count + " BARs");
            }
        }
        MemorySegment pnp = EVERYTHING.asSlice(id, PciDeviceInterface.PNP_ID.byteSize());
        pnp.set(SHORT, offset("VendorID"), (short) details.vendorId());
        pnp.set(SHORT, offset("DeviceID"), (short) details.deviceId());
        pnp.set(JAVA_BYTE, offset("RevisionID"), (byte) details.revision());
        pnp.set(JAVA_BYTE, offset("ProgIf"), (byte) details.classCode());
        pnp.set(JAVA_BYTE, offset("SubClass"), (byte) (details.classCode() >>> 8));
        pnp.set(JAVA_BYTE, offset("BaseClass"), (byte) (details.classCode() >>> 16));
        pnp.set(SHORT, offset("SubVendorID"), (short) details.subsystemVendorId());
        pnp.set(SHORT, offset("SubSystemID"), (short) details.subsystemId());
    }

    private static long offset(String field) {
        return PciDeviceInterface.PNP_ID.byteOffset(PathElement.groupElement(field));
    }
}
