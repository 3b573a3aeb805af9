package dev.barista.pci;

import dev.barista.spi.binding.InvalidStateException;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import java.util.HashMap;
import java.util.Map;

/** A saved state in memory, with the checks that the contract of readers asks for. */
final class NamedState implements StateWriter, StateReader {
    private final Map<String, Object> entries = new HashMap<>();

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
            throw new AssertionError("two entries named " + name);
        }
    }

    private <T> T get(String name, Class<T> type) {
        Object value = entries.get(name);
        if (!type.isInstance(value)) {
            throw new InvalidStateException("no such entry: " + name);
        }
        return type.cast(value);
    }

    private static void checkLength(String name, int found, int expected) {
        if (found != expected) {
            throw new InvalidStateException(name + " has the wrong length");
        }
    }
}
