package dev.barista.benchmarks.dispatch.alternatives;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/**
 * Design A without a processor: a method a register, found by reflection when the device is made,
 * and called by way of a table of method handles.
 *
 * <p>Lost because the handles of a table are no constants for the compiler, so nothing is inlined
 * and each access pays a call through the handle's forms; because every mask is written by hand in
 * every method; and because the framework sees no state, so it can neither reset nor save nor show
 * a register without running its side effects.
 */
public final class MethodTable {
    private final @Nullable MethodHandle[] readers;
    private final @Nullable MethodHandle[] writers;

    private MethodTable(int size) {
        readers = new MethodHandle[size / Integer.BYTES];
        writers = new MethodHandle[size / Integer.BYTES];
    }

    /** The table of a device with annotated methods. */
    static MethodTable of(Object device, int size, MethodHandles.Lookup lookup) {
        MethodTable table = new MethodTable(size);
        for (Method method : device.getClass().getDeclaredMethods()) {
            ReadAt read = method.getAnnotation(ReadAt.class);
            if (read != null) {
                fill(
                        table.readers,
                        bound(device, method, lookup),
                        read.value(),
                        read.count(),
                        read.stride());
            }
            WriteAt write = method.getAnnotation(WriteAt.class);
            if (write != null) {
                fill(
                        table.writers,
                        bound(device, method, lookup),
                        write.value(),
                        write.count(),
                        write.stride());
            }
        }
        return table;
    }

    private static MethodHandle bound(Object device, Method method, MethodHandles.Lookup lookup) {
        try {
            return lookup.unreflect(method).bindTo(device);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(method + " can't be called", e);
        }
    }

    private static void fill(
            @Nullable MethodHandle[] table,
            MethodHandle handle,
            int offset,
            int count,
            int stride) {
        for (int i = 0; i < count; i++) {
            table[(offset + i * stride) / Integer.BYTES] =
                    count == 1 ? handle : MethodHandles.insertArguments(handle, 0, i);
        }
    }

    /** Reads 32 bits; all ones where there is no method. */
    public int read32(int offset) {
        MethodHandle reader = readers[offset / Integer.BYTES];
        if (reader == null) {
            return -1;
        }
        try {
            return (int) reader.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("a register's method threw", e);
        }
    }

    /** Writes 32 bits; dropped where there is no method. */
    public void write32(int offset, int value) {
        MethodHandle writer = writers[offset / Integer.BYTES];
        if (writer == null) {
            return;
        }
        try {
            writer.invokeExact(value);
        } catch (Throwable e) {
            throw new IllegalStateException("a register's method threw", e);
        }
    }
}
