package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.spi.Access;
import dev.barista.spi.binding.BarDescription.MappedPages;
import dev.barista.spi.binding.GuestErrors.Kind;
import dev.barista.spi.binding.RegisterDescription;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Registers in pages that are memory shared with the guest. */
class MappedRegisterTest {
    private static final String BAR =
            """
            @Bar(index = 0, size = 0x1_0000, mapped = {
                    @Pages(offset = 0x4000, size = 0x2000), @Pages(offset = 0x1000, size = 0x1000)})
            """;

    @TempDir Path output;

    @Test
    void whatTheDeviceStoresIsInMemoryAndTheOtherWayRound() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        """
                        @Register(offset = 0x1010) final MappedInt narrow = new MappedInt();
                        @Register(offset = 0x4008) final MappedLong wide = new MappedLong();

                        @Write(offset = 0x00) void copy(int ignored) {
                            wide.set(Integer.toUnsignedLong(narrow.get()) << 8);
                        }
                        """);

        device.pages().set(JAVA_INT, 0x1010, 0x8123_4567);
        device.write32(0x00, 0);

        assertThat(device.pages().get(JAVA_LONG, 0x4008)).isEqualTo(0x81_2345_6700L);
    }

    @Test
    void aCountMakesSoManyRegistersAtTheirStride() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        """
                        @Register(offset = 0x1004, count = 3, stride = 16, reset = 7)
                        final MappedInt slots = new MappedInt();

                        @Write(offset = 0x00) void add(int slot) {
                            slots.set(slot, slots.get(slot) + slots.count());
                        }
                        """);

        device.write32(0x00, 2);

        assertThat(
                        List.of(
                                device.pages().get(JAVA_INT, 0x1004),
                                device.pages().get(JAVA_INT, 0x1014),
                                device.pages().get(JAVA_INT, 0x1024)))
                .containsExactly(7, 7, 10);
    }

    @Test
    void aRegisterBehindTheLastIsNone() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        """
                        @Register(offset = 0x1000, count = 2) final MappedInt slots = new MappedInt();

                        @Read(offset = 0x00) int outside() {
                            try {
                                return slots.get(2);
                            } catch (IndexOutOfBoundsException expected) {
                                return 99;
                            }
                        }
                        """);

        assertThat(device.read32(0x00)).isEqualTo(99);
    }

    @Test
    void whatTheGuestStoredIsTakenOnce() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        """
                        @Register(offset = 0x1000) final MappedInt request = new MappedInt();

                        @Read(offset = 0x00) int take() {
                            return request.getAndSet(0);
                        }
                        """);
        device.pages().set(JAVA_INT, 0x1000, 42);

        assertThat(device.read32(0x00)).isEqualTo(42);
        assertThat(device.read32(0x00)).isZero();
    }

    @Test
    void aResetStoresTheResetValue() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        """
                        @Register(offset = 0x1000, reset = 0x8000_0001)
                        final MappedInt narrow = new MappedInt();

                        @Register(offset = 0x1008, reset = 0x1_0000_0000L)
                        final MappedLong wide = new MappedLong();
                        """);
        device.pages().set(JAVA_INT, 0x1000, 1);

        device.reset();

        assertThat(device.pages().get(JAVA_INT, 0x1000)).isEqualTo(0x8000_0001);
        assertThat(device.pages().get(JAVA_LONG, 0x1008)).isEqualTo(0x1_0000_0000L);
    }

    @Test
    void savedStateLeavesMappedPagesToTheHost() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        """
                        @Register(offset = 0x00) int control;
                        @Register(offset = 0x1000) final MappedInt counter = new MappedInt();
                        """);
        StateMap state = new StateMap();

        device.binding().save(state);

        assertThat(state.entries().keySet()).containsExactly("control");
    }

    @Test
    void theDescriptionNamesThePagesInOrderAndTheRegistersInThem() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        """
                        @Register(offset = 0x1010, count = 4, reset = 3)
                        final MappedInt counter = new MappedInt();
                        """);

        assertThat(device.description().bar(0).orElseThrow().mapped())
                .containsExactly(new MappedPages(0x1000, 0x1000), new MappedPages(0x4000, 0x2000));
        assertThat(device.register("counter"))
                .isEqualTo(
                        new RegisterDescription(
                                "counter",
                                0x1010,
                                4,
                                4,
                                4,
                                Access.RW,
                                true,
                                true,
                                3,
                                0xffff_ffffL,
                                0,
                                0,
                                0,
                                List.of()));
    }

    @Test
    void theHandlerLeavesMappedPagesToTheHost() {
        Bench device =
                Bench.of(
                        output,
                        BAR,
                        "@Register(offset = 0x1000) final MappedInt counter = new MappedInt();");

        assertThat(device.read32(0x1000)).isEqualTo(-1);
        assertThat(device.errors(Kind.UNMAPPED_READ)).isEqualTo(1);
    }

    @Test
    void aDeviceWithAPollMethodIsPolled() {
        String members = "@Saved int left; @OnPoll boolean look() { return left++ < 2; }";
        Compilation compilation =
                Compilation.of(
                        output,
                        """
                        package bench;

                        import dev.barista.spi.*;

                        @PciDevice(name = "bench", vendorId = 0x1234, deviceId = 0x0001,
                                classCode = 0x00_ff_00, dispatch = Dispatch.DEDICATED)
                        final class BenchDevice extends PciFunction {
                            %s

                            BenchDevice(DeviceContext context) {
                                super(context);
                            }
                        }
                        """
                                .formatted(members));
        Bench device = Bench.load(compilation, Map.of());
        device.reset();

        assertThat(device.binding().polls()).isTrue();
        assertThat(
                        List.of(
                                device.binding().poll(),
                                device.binding().poll(),
                                device.binding().poll()))
                .containsExactly(true, true, false);
    }

    @Test
    void aDeviceWithoutOneIsNot() {
        Bench device = Bench.of(output, "@Register(offset = 0x00) int control;");

        assertThat(device.binding().polls()).isFalse();
    }
}
