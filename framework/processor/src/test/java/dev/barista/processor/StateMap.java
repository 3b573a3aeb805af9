package dev.barista.processor;

import dev.barista.spi.binding.InvalidStateException;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import java.util.HashMap;
import java.util.Map;

/** A saved state in a map, which tests may change. */
final class StateMap implements StateReader, StateWriter {
    private final Map<String, Object> entries = new HashMap<>();

    /** The entries as they are. */
    Map<String, Object> entries() {
        return entries;
    }

    @Override
    public void putLong(String name, long value) {
        entries.put(name, value);
    }

    @Override
    public void putString(String name, String value) {
        entries.put(name, value);
    }

    @Override
    public void putLongs(String name, long[] values) {
        entries.put(name, values.clone());
    }

    @Override
    public void putBytes(String name, byte[] values) {
        entries.put(name, values.clone());
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
        return get(name, long[].class).clone();
    }

    @Override
    public byte[] getBytes(String name, int length) {
        return get(name, byte[].class).clone();
    }

    private <T> T get(String name, Class<T> type) {
        if (!type.isInstance(entries.get(name))) {
            throw new InvalidStateException(name + " is missing or of another kind");
        }
        return type.cast(entries.get(name));
    }
}
