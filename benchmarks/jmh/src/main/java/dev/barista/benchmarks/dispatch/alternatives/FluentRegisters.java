package dev.barista.benchmarks.dispatch.alternatives;

import java.util.HashMap;
import java.util.Map;

/**
 * Design B', the fluent cousin of the one chosen: registers are objects in a map by offset, made at
 * run time out of parts and callbacks.
 *
 * <p>Lost because each access boxes its offset to look it up, then interprets the parts one by one
 * and calls through lists of callbacks; and because an overlap or a mask too wide is found when the
 * device is made, not when it is compiled.
 */
public final class FluentRegisters {
    private final Map<Integer, FluentRegister> registers = new HashMap<>();

    FluentRegisters() {}

    FluentRegister define(int offset, int reset) {
        FluentRegister register = new FluentRegister(reset);
        if (registers.putIfAbsent(offset, register) != null) {
            throw new IllegalArgumentException("two registers at 0x%x".formatted(offset));
        }
        return register;
    }

    FluentRegister define(int offset) {
        return define(offset, 0);
    }

    /** Reads 32 bits; all ones where there is no register. */
    public int read32(int offset) {
        FluentRegister register = registers.get(offset);
        return register == null ? -1 : register.read();
    }

    /** Writes 32 bits; dropped where there is no register. */
    public void write32(int offset, int value) {
        FluentRegister register = registers.get(offset);
        if (register != null) {
            register.write(value);
        }
    }
}
