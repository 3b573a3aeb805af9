package dev.barista.runtime;

import dev.barista.spi.binding.InvalidStateException;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device's state as named entries, and as bytes:
 *
 * <pre>
 *   "BRST" | format version u16 | device name | entry count u32 | entries
 *   entry: name | kind u8 | number s64, or length u32 and that many s64 or bytes
 *   name and text: length u32, UTF-8
 * </pre>
 *
 * Numbers are big-endian. Bytes may come from anywhere: every length is checked against what is
 * there before it is believed.
 */
final class SavedState implements StateWriter, StateReader {
    private static final int MAGIC = 0x42525354;
    private static final int VERSION = 1;
    private static final int NUMBER = 0;
    private static final int TEXT = 1;
    private static final int NUMBERS = 2;
    private static final int BYTES = 3;

    private final String device;
    private final Map<String, Object> entries = new LinkedHashMap<>();

    SavedState(String device) {
        this.device = device;
    }

    /** Reads what {@link #toBytes} wrote for a device of this name. */
    static SavedState parse(String device, byte[] bytes) {
        SavedState state = new SavedState(device);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new InvalidStateException("not a saved device state");
            }
            int version = in.readUnsignedShort();
            if (version != VERSION) {
                throw new InvalidStateException(
                        "saved state has format version %d; this host reads %d"
                                .formatted(version, VERSION));
            }
            String saved = readText(in);
            if (!saved.equals(device)) {
                throw new InvalidStateException(
                        "saved state is of device '%s', not '%s'".formatted(saved, device));
            }
            int count = readLength(in, 1);
            for (int i = 0; i < count; i++) {
                String name = readText(in);
                if (state.entries.put(name, readEntry(in)) != null) {
                    throw new InvalidStateException("saved state has '" + name + "' twice");
                }
            }
            if (in.available() > 0) {
                throw new InvalidStateException("saved state goes on after its last entry");
            }
        } catch (IOException e) {
            throw new InvalidStateException("saved state ends too early");
        }
        return state;
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeShort(VERSION);
            writeText(out, device);
            out.writeInt(entries.size());
            for (Map.Entry<String, Object> entry : entries.entrySet()) {
                writeText(out, entry.getKey());
                writeEntry(out, entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes every byte", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void putLong(String name, long value) {
        put(name, value);
    }

    @Override
    public void putString(String name, String value) {
        put(name, value);
    }

    @Override
    public void putLongs(String name, long[] values) {
        put(name, values.clone());
    }

    @Override
    public void putBytes(String name, byte[] values) {
        put(name, values.clone());
    }

    @Override
    public long getLong(String name) {
        return get(name, Long.class);
    }

    @Override
    public String getString(String name) {
        return get(name, String.class);
    }

    @Override
    public long[] getLongs(String name, int length) {
        long[] values = get(name, long[].class);
        checkLength(name, values.length, length);
        return values.clone();
    }

    @Override
    public byte[] getBytes(String name, int length) {
        byte[] values = get(name, byte[].class);
        checkLength(name, values.length, length);
        return values.clone();
    }

    private void put(String name, Object value) {
        if (entries.put(name, value) != null) {
            throw new IllegalArgumentException("state entry '" + name + "' written twice");
        }
    }

    private <T> T get(String name, Class<T> kind) {
        @Nullable Object value = entries.get(name);
        if (value == null) {
            throw new InvalidStateException("saved state of '" + device + "' lacks '" + name + "'");
        }
        if (!kind.isInstance(value)) {
            throw new InvalidStateException("saved '" + name + "' is of another kind");
        }
        return kind.cast(value);
    }

    private static void checkLength(String name, int saved, int wanted) {
        if (saved != wanted) {
            throw new InvalidStateException(
                    "saved '%s' has %d elements, not %d".formatted(name, saved, wanted));
        }
    }

    private static void writeEntry(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case Long number -> {
                out.writeByte(NUMBER);
                out.writeLong(number);
            }
            case String text -> {
                out.writeByte(TEXT);
                writeText(out, text);
            }
            case long[] numbers -> {
                out.writeByte(NUMBERS);
                out.writeInt(numbers.length);
                for (long number : numbers) {
                    out.writeLong(number);
                }
            }
            case byte[] bytes -> {
                out.writeByte(BYTES);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            default -> throw new AssertionError(value.getClass());
        }
    }

    private static Object readEntry(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case NUMBER -> in.readLong();
            case TEXT -> readText(in);
            case NUMBERS -> {
                long[] numbers = new long[readLength(in, Long.BYTES)];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = in.readLong();
                }
                yield numbers;
            }
            case BYTES -> in.readNBytes(readLength(in, 1));
            default -> throw new InvalidStateException("saved state has an entry of kind " + kind);
        };
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(readLength(in, 1)), StandardCharsets.UTF_8);
    }

    private static int readLength(DataInputStream in, int elementSize) throws IOException {
        int length = in.readInt();
        if (length < 0 || (long) length * elementSize > in.available()) {
            throw new InvalidStateException("saved state ends too early");
        }
        return length;
    }
}
