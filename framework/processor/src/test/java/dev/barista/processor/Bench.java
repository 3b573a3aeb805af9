package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.DeviceType;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.RegisterDescription;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A device whose registers and methods a test writes down, compiled and running without a host
 * round it: accesses go straight to the generated handler of BAR 0.
 */
final class Bench {
    private static final String BAR = "@Bar(index = 0, size = 0x1_0000)";

    private final DeviceType type;
    private final AbsentHost host;
    private final DeviceBinding binding;

    private Bench(DeviceType type, AbsentHost host, DeviceBinding binding) {
        this.type = type;
        this.host = host;
        this.binding = binding;
    }

    /** A device with these members in a BAR of 64 KiB, after its first reset. */
    static Bench of(Path output, String members) {
        return of(output, BAR, members);
    }

    /** A device with these annotations and members, after its first reset. */
    static Bench of(Path output, String annotations, String members) {
        Bench bench = load(compile(output, annotations, members), Map.of());
        bench.reset();
        return bench;
    }

    /** A device with these members and parameters, after its first reset. */
    static Bench of(Path output, Map<String, String> parameters, String members) {
        Bench bench = load(compile(output, BAR, members), parameters);
        bench.reset();
        return bench;
    }

    /** Compiles a device with these annotations and members. */
    static Compilation compile(Path output, String annotations, String members) {
        return Compilation.of(
                output,
                """
                package bench;

                import dev.barista.spi.*;

                @PciDevice(name = "bench", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
                %s
                final class BenchDevice extends PciFunction {
                %s

                    BenchDevice(DeviceContext context) {
                        super(context);
                    }
                }
                """
                        .formatted(annotations, members));
    }

    /** The first device of a compilation, which must have succeeded, before its first reset. */
    static Bench load(Compilation compilation, Map<String, String> parameters) {
        DeviceType type = type(compilation);
        AbsentHost host = new AbsentHost();
        return new Bench(
                type,
                host,
                type.create(host, new DeviceParameters(type.description(), parameters)));
    }

    /** The type of the first device of a compilation, which must have succeeded. */
    static DeviceType type(Compilation compilation) {
        assertThat(compilation.diagnostics()).isEmpty();
        try {
            String name =
                    Files.readAllLines(
                                    compilation
                                            .output()
                                            .resolve("META-INF/services")
                                            .resolve(DeviceType.class.getName()))
                            .getFirst();
            // Stays open, for its classes are in use until the end of the test.
            URLClassLoader loader =
                    new URLClassLoader(
                            new URL[] {compilation.output().toUri().toURL()},
                            Bench.class.getClassLoader());
            return (DeviceType) loader.loadClass(name).getConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    DeviceBinding binding() {
        return binding;
    }

    DeviceDescription description() {
        return type.description();
    }

    /** The description of a register of BAR 0. */
    RegisterDescription register(String name) {
        return description().bar(0).orElseThrow().registers().stream()
                .filter(register -> register.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    BarHandler bar() {
        return binding.bar(0);
    }

    /** The memory of mapped pages, by offset in the BAR. */
    MemorySegment pages() {
        return host.mappedPages(0);
    }

    int read8(int offset) {
        return bar().read8(offset);
    }

    int read16(int offset) {
        return bar().read16(offset);
    }

    int read32(int offset) {
        return bar().read32(offset);
    }

    long read64(int offset) {
        return bar().read64(offset);
    }

    void write8(int offset, int value) {
        bar().write8(offset, value);
    }

    void write16(int offset, int value) {
        bar().write16(offset, value);
    }

    void write32(int offset, int value) {
        bar().write32(offset, value);
    }

    void write64(int offset, long value) {
        bar().write64(offset, value);
    }

    long peek(int offset, int width) {
        return bar().peek(offset, width);
    }

    void reset() {
        binding.reset();
    }

    /** How often the guest made a mistake. */
    long errors(GuestErrors.Kind kind) {
        return binding.guestErrors().count(kind);
    }
}
