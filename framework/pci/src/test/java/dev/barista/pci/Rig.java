package dev.barista.pci;

import static dev.barista.pci.spec.CapabilityIds.*;
import static dev.barista.pci.spec.TypeZeroHeaderRegisters.*;

import dev.barista.spi.binding.DeviceDescription;

/** A function with memory behind its BARs and a recording sink, after its first reset. */
final class Rig {
    final DeviceDescription description;
    final EmulatedFunction function;
    final MemoryDevice device;
    final RecordingSink sink;
    int resetRequests;

    Rig(DeviceSketch sketch) {
        this(sketch, new RecordingSink());
    }

    Rig(DeviceSketch sketch, RecordingSink sink) {
        this.description = sketch.describe();
        this.function = new EmulatedFunction(description);
        this.device = new MemoryDevice(description);
        this.sink = sink;
        function.install(device, () -> resetRequests++);
        function.reset();
        function.connect(sink);
        sink.levels();
    }

    int read8(int offset) {
        return function.readConfig(offset, 1);
    }

    int read16(int offset) {
        return function.readConfig(offset, 2);
    }

    int read32(int offset) {
        return function.readConfig(offset, 4);
    }

    void write8(int offset, int value) {
        function.writeConfig(offset, 1, value);
    }

    void write16(int offset, int value) {
        function.writeConfig(offset, 2, value);
    }

    void write32(int offset, int value) {
        function.writeConfig(offset, 4, value);
    }

    void command(int bits) {
        write16(COMMAND, bits);
    }

    boolean interruptStatus() {
        return (read16(STATUS) & STATUS_INTERRUPT) != 0;
    }

    /** Finds a capability as a driver does, by walking the chain. */
    int capability(int id) {
        for (int at = read8(CAPABILITIES_POINTER); at != 0; at = read8(at + NEXT)) {
            if (read8(at + ID) == id) {
                return at;
            }
        }
        throw new AssertionError("no capability 0x%x".formatted(id));
    }
}
