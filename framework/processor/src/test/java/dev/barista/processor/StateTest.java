package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.binding.InvalidStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** Reset, save and restore. */
class StateTest {
    private static final String STATE_OF_EVERY_TYPE =
            """
            enum Phase { IDLE, RUNNING }

            @Register(offset = 0x00, reset = 0x81) byte eight;
            @Register(offset = 0x02, reset = 0x8001) short sixteen;
            @Register(offset = 0x04, reset = 0x8000_0001) int thirtyTwo;
            @Register(offset = 0x08, reset = 0x8000_0000_0000_0001L) long sixtyFour;
            @Register(offset = 0x10, count = 2, reset = 0xff) final byte[] bytes = new byte[2];
            @Register(offset = 0x20, count = 2, reset = 0xffff) final short[] shorts = new short[2];
            @Register(offset = 0x30, count = 2, reset = 3) final int[] ints = new int[2];
            @Register(offset = 0x40, count = 2, reset = 4) final long[] longs = new long[2];
            @Register(offset = 0x50, access = Access.WO, reset = 5) int door;
            @Saved boolean flag;
            @Saved byte aByte;
            @Saved char aChar;
            @Saved float aFloat;
            @Saved double aDouble;
            @Saved String text;
            @Saved Phase phase;
            @Saved final boolean[] flags = new boolean[2];
            @Saved final char[] chars = new char[2];
            @Saved final float[] floats = new float[2];
            @Saved final double[] doubles = new double[2];
            @Transient("the test's way in") Phase initial = Phase.RUNNING;

            @Write(offset = 0x100) void disturb(int ignored) {
                eight = 1; sixteen = 2; thirtyTwo = 3; sixtyFour = 4;
                bytes[1] = 5; shorts[1] = 6; ints[1] = 7; longs[1] = 8; door = 9;
                flag = true; aByte = -10; aChar = 0xffff; aFloat = 1.5f; aDouble = -2.5;
                text = "text"; phase = initial;
                flags[1] = true; chars[1] = 'c'; floats[1] = -1.5f; doubles[1] = 2.5;
            }
            """;

    @TempDir Path output;

    @Test
    void resetSetsRegistersToTheirResetValues() {
        Bench device = Bench.of(output, STATE_OF_EVERY_TYPE);
        device.write32(0x100, 1);

        device.reset();

        assertThat(device.read8(0x00)).isEqualTo(0x81);
        assertThat(device.read16(0x02)).isEqualTo(0x8001);
        assertThat(device.read32(0x04)).isEqualTo(0x8000_0001);
        assertThat(device.read64(0x08)).isEqualTo(0x8000_0000_0000_0001L);
        assertThat(device.read8(0x11)).isEqualTo(0xff);
        assertThat(device.read16(0x22)).isEqualTo(0xffff);
        assertThat(device.read32(0x34)).isEqualTo(3);
        assertThat(device.read64(0x48)).isEqualTo(4);
        assertThat(device.peek(0x50, 4)).isEqualTo(5);
    }

    @Test
    void resetSetsSavedStateToItsDefault() {
        Bench device = Bench.of(output, STATE_OF_EVERY_TYPE);
        StateMap asMade = new StateMap();
        device.binding().save(asMade);
        device.write32(0x100, 1);

        device.reset();

        StateMap afterReset = new StateMap();
        device.binding().save(afterReset);
        assertThat(afterReset.entries()).usingRecursiveComparison().isEqualTo(asMade.entries());
        assertThat(afterReset.entries())
                .containsEntry("flag", 0L)
                .containsEntry("text", "")
                .containsEntry("phase", "IDLE")
                .containsEntry("chars", new long[2]);
    }

    @Test
    void resetLeavesTransientFieldsAndParametersAlone() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Transient("the test looks at it") int kept;
                        @Parameter int queues = 4;
                        @Write(offset = 0x00) void kept(int value) { kept = value; }
                        @Read(offset = 0x00) int kept() { return kept; }
                        @Write(offset = 0x04) void queues(int value) { queues = value; }
                        @Read(offset = 0x04) int queues() { return queues; }
                        """);
        device.write32(0x00, 5);
        device.write32(0x04, 6);

        device.reset();

        assertThat(device.read32(0x00)).isEqualTo(5);
        assertThat(device.read32(0x04)).isEqualTo(6);
    }

    @Test
    void resetCallsTheDeviceLast() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 5) int control;
                        @OnReset void started() { control++; }
                        """);

        assertThat(device.read32(0x00)).isEqualTo(6);
    }

    @Test
    void aRestoredDeviceHasTheStateOfTheSavedOne() {
        Bench device = Bench.of(output, STATE_OF_EVERY_TYPE);
        device.write32(0x100, 1);
        StateMap saved = new StateMap();
        device.binding().save(saved);
        device.reset();

        device.binding().restore(saved);

        StateMap again = new StateMap();
        device.binding().save(again);
        assertThat(again.entries()).usingRecursiveComparison().isEqualTo(saved.entries());
        assertThat(device.read8(0x00)).isEqualTo(1);
        assertThat(device.read64(0x48)).isEqualTo(8);
        assertThat(device.peek(0x50, 4)).isEqualTo(9);
        assertThat(saved.entries())
                .containsEntry("aChar", 0xffffL)
                .containsEntry("phase", "RUNNING")
                .containsEntry("flags", new long[] {0, 1})
                .containsEntry("bytes", new byte[] {-1, 5});
    }

    @Test
    void restoreRunsNoWriteHookButTellsTheDevice() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) int control;
                        @Register(offset = 0x04) int hooks;
                        @Register(offset = 0x08) int restores;
                        @Write int control(int written) { hooks++; return written; }
                        @OnRestore void resume() { restores += control; }
                        """);
        device.write32(0x00, 5);
        StateMap saved = new StateMap();
        device.binding().save(saved);

        device.binding().restore(saved);

        assertThat(device.read32(0x04)).isEqualTo(1);
        assertThat(device.read32(0x08)).isEqualTo(5);
    }

    @Test
    void aNumberThatDoesNotFitItsFieldIsRefused() {
        Bench device = Bench.of(output, STATE_OF_EVERY_TYPE);
        StateMap saved = new StateMap();
        device.binding().save(saved);
        saved.entries().put("eight", 128L);

        assertThatThrownBy(() -> device.binding().restore(saved))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("eight is 128, not from -128 to 127");
    }

    @Test
    void anUnknownEnumConstantIsRefused() {
        Bench device = Bench.of(output, STATE_OF_EVERY_TYPE);
        StateMap saved = new StateMap();
        device.binding().save(saved);
        saved.entries().put("phase", "PAUSED");

        assertThatThrownBy(() -> device.binding().restore(saved))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("phase is 'PAUSED', which is no Phase");
    }

    @Test
    void aMissingEntryIsRefused() {
        Bench device = Bench.of(output, STATE_OF_EVERY_TYPE);

        assertThatThrownBy(() -> device.binding().restore(new StateMap()))
                .isInstanceOf(InvalidStateException.class);
    }

    @Test
    void aDeviceThatCannotBeSavedSaysSo() {
        Bench device =
                Bench.load(
                        Compilation.of(
                                output,
                                """
                                import dev.barista.spi.*;

                                @PciDevice(name = "volatile", vendorId = 1, deviceId = 1, classCode = 0,
                                        saveable = false)
                                final class Volatile extends PciFunction {
                                    int undecided;

                                    Volatile(DeviceContext context) {
                                        super(context);
                                    }
                                }
                                """),
                        Map.of());

        assertThatThrownBy(() -> device.binding().save(new StateMap()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("volatile cannot be saved");
        assertThatThrownBy(() -> device.binding().restore(new StateMap()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(device.description().saveable()).isFalse();
    }
}
