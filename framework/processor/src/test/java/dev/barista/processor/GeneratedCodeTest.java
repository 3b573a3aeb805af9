package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is generated beside behaviour: method sizes, service entries, where devices may be. */
class GeneratedCodeTest {
    /** HotSpot's FreqInlineSize: larger methods are not inlined, however hot they are. */
    private static final int INLINED = 325;

    /** HotSpot's HugeMethodLimit: larger methods are not compiled. */
    private static final int COMPILED = 8000;

    private static final String DEVICE =
            """
            package %1$s;

            import dev.barista.spi.*;

            @PciDevice(name = "%2$s", vendorId = 1, deviceId = 1, classCode = 0)
            final class %3$s extends PciFunction {
                %3$s(DeviceContext context) {
                    super(context);
                }
            }
            """;

    @TempDir Path output;

    @Test
    void methodsThatDecodeAThousandRegistersAreSmallEnoughToInline() throws IOException {
        Bench device = Bench.of(output, thousandRegisters());

        Map<String, Integer> sizes = methodSizes("BenchDevice_Bar0");

        assertThat(sizes).hasSizeGreaterThan(100);
        assertThat(sizes.values()).allMatch(size -> size <= INLINED);
        for (int i = 0; i < 1000; i++) {
            device.write32(4 * i, i);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(device.read32(4 * i)).isEqualTo(i);
            assertThat(device.peek(4 * i, 4)).isEqualTo(i);
        }
        assertThat(device.read32(4000)).isEqualTo(-1);
    }

    @Test
    void noOtherMethodOfThatDeviceIsTooLargeToCompile() throws IOException {
        Bench device = Bench.of(output, thousandRegisters());

        assertThat(methodSizes("BenchDevice_Binding").values()).allMatch(size -> size < COMPILED);
        assertThat(methodSizes("BenchDevice_Type").values()).allMatch(size -> size < COMPILED);
        assertThat(device.description().bars().getFirst().registers()).hasSize(1000);
    }

    @Test
    void methodsStaySmallWhereRegistersAreFarApartGuardedAndInterleaved() throws IOException {
        String scattered =
                IntStream.range(0, 60)
                        .mapToObj(
                                i ->
                                        """
                                        @Register(offset = 0x%x, writable = 0x0f0f, writeOneToClear = 0xf000) long r%d;
                                        """
                                                .formatted(0x8000 + i * 0x1f8, i))
                        .collect(Collectors.joining());
        String interleaved =
                IntStream.range(0, 60)
                        .mapToObj(
                                i ->
                                        """
                                        @Register(offset = 0x%x, count = 32, stride = 512, writable = 0x0f0f,
                                                writeOneToClear = 0xf000) final long[] a%d = new long[32];
                                        """
                                                .formatted(i * 8, i))
                        .collect(Collectors.joining());
        String guards =
                "@Saved int locked; @WritableWhen({%s}) boolean unlocked() { return locked == 0; }"
                        .formatted(
                                IntStream.range(0, 60)
                                        .mapToObj(
                                                i -> "%d, %d".formatted(0x8000 + i * 0x1f8, i * 8))
                                        .collect(Collectors.joining(", ")));

        Bench device = Bench.of(output, scattered + interleaved + guards);

        assertThat(methodSizes("BenchDevice_Bar0").values()).allMatch(size -> size <= INLINED);
        device.write64(512 * 31 + 8 * 59, -1);
        assertThat(device.read64(512 * 31 + 8 * 59)).isEqualTo(0x0f0f);
        device.write32(0x8000 + 59 * 0x1f8, 3);
        assertThat(device.read64(0x8000 + 59 * 0x1f8)).isEqualTo(3);
    }

    @Test
    void allDevicesOfAModuleAreListedForServiceLoaders() throws IOException {
        Compilation.of(
                output,
                DEVICE.formatted("one", "first", "First"),
                DEVICE.formatted("two", "second", "Second"));

        assertThat(services()).containsExactly("one.First_Type", "two.Second_Type");
    }

    @Test
    void aCompilationOfOneDeviceKeepsTheEntriesOfTheOthers() throws IOException {
        Compilation.of(
                output,
                DEVICE.formatted("one", "first", "First"),
                DEVICE.formatted("two", "second", "Second"));

        Compilation.of(output, DEVICE.formatted("two", "renamed", "Second"));

        assertThat(services()).containsExactly("one.First_Type", "two.Second_Type");
    }

    @Test
    void theEntryOfADeviceThatIsGoneGoesToo() throws IOException {
        Compilation.of(
                output,
                DEVICE.formatted("one", "first", "First"),
                DEVICE.formatted("two", "second", "Second"));
        Files.delete(output.resolve("one/First_Type.class"));
        Files.delete(output.resolve("one/First_Type.java"));

        Compilation.of(output, DEVICE.formatted("two", "second", "Second"));

        assertThat(services()).containsExactly("two.Second_Type");
    }

    @Test
    void aModuleThatProvidesTheGeneratedTypeCompiles() {
        Compilation compilation =
                Compilation.of(
                        output,
                        """
                        module sample {
                            requires dev.barista.spi;

                            provides dev.barista.spi.binding.DeviceType with
                                    one.First_Type;
                        }
                        """,
                        DEVICE.formatted("one", "first", "First"));

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(output.resolve("module-info.class")).exists();
    }

    @Test
    void devicesMayBeNestedAndInNoPackage() {
        Bench device =
                Bench.load(
                        Compilation.of(
                                output,
                                """
                                import dev.barista.spi.*;

                                final class Family {
                                    @PciDevice(name = "nested", vendorId = 1, deviceId = 1, classCode = 0)
                                    @Bar(index = 0, size = 0x1000)
                                    static final class Member extends PciFunction {
                                        @Register(offset = 0x00, reset = 7) int control;

                                        Member(DeviceContext context) {
                                            super(context);
                                        }
                                    }
                                }
                                """),
                        Map.of());
        device.reset();

        assertThat(device.read32(0x00)).isEqualTo(7);
        assertThat(output.resolve("Family_Member_Type.class")).exists();
        assertThat(device.description().className()).isEqualTo("Family.Member");
    }

    private List<String> services() throws IOException {
        return Files.readAllLines(
                output.resolve("META-INF/services/dev.barista.spi.binding.DeviceType"));
    }

    private static String thousandRegisters() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "@Register(offset = %d) int r%d;\n".formatted(4 * i, i))
                .collect(Collectors.joining());
    }

    /** Bytes of bytecode by method, from what javap prints; up to two too many. */
    private Map<String, Integer> methodSizes(String className) throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(output)) {
            file = files.filter(it -> it.endsWith(className + ".class")).findFirst().orElseThrow();
        }
        StringWriter listing = new StringWriter();
        PrintWriter writer = new PrintWriter(listing);
        ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(writer, writer, "-c", "-private", file.toString());
        Map<String, Integer> sizes = new HashMap<>();
        String method = "";
        Pattern instruction = Pattern.compile(" +(\\d+): [a-z].*");
        for (String line : listing.toString().lines().toList()) {
            Matcher at = instruction.matcher(line);
            if (at.matches()) {
                sizes.merge(method, Integer.parseInt(at.group(1)) + 3, Math::max);
            } else if (line.endsWith(");")) {
                method = line.strip();
            }
        }
        return sizes;
    }
}
