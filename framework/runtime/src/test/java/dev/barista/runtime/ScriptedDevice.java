package dev.barista.runtime;

import dev.barista.spi.Access;
import dev.barista.spi.BarKind;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.Dispatch;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarDescription.MappedPages;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.DeviceType;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.ParameterDescription;
import dev.barista.spi.binding.RegisterDescription;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** A device with one scratch register, whose reactions a test sets. */
final class ScriptedDevice extends BarHandler implements DeviceType, DeviceBinding {
    static final int SCRATCH = 0;
    static final int COMMAND = 4;

    final GuestErrors errors = new GuestErrors();
    Dispatch dispatch = Dispatch.CALLER;
    Runnable onCreate = () -> {};
    Runnable onReset = () -> {};
    IntConsumer onCommand = command -> {};
    int barSize = 16;
    List<MappedPages> mapped = List.of();
    @Nullable BooleanSupplier onPoll;
    int resets;
    int scratch;
    private @Nullable DeviceContext context;

    DeviceContext context() {
        return Objects.requireNonNull(context);
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription(
                "scripted",
                "for tests",
                ScriptedDevice.class.getName(),
                new DeviceDescription.Identity(0x1234, 0x5678, 1, 0x00_ff_00, 0, 0),
                List.of(
                        new BarDescription(
                                0,
                                barSize,
                                BarKind.MEMORY_32,
                                false,
                                mapped,
                                List.of(
                                        new RegisterDescription(
                                                "scratch", SCRATCH, 4, 1, 4, Access.RW, true, true,
                                                0, -1, 0, 0, 0, List.of())))),
                InterruptPin.A,
                null,
                null,
                List.of(),
                List.of(
                        new ParameterDescription(
                                "size", ParameterDescription.Type.INT, "", 0, 9, List.of())),
                dispatch,
                true);
    }

    @Override
    public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
        this.context = context;
        scratch = parameters.intValue("size", 0);
        onCreate.run();
        return this;
    }

    @Override
    public BarHandler bar(int index) {
        return this;
    }

    @Override
    public void reset() {
        resets++;
        scratch = 0;
        onReset.run();
    }

    @Override
    public void save(StateWriter out) {
        out.putLong("scratch", scratch);
    }

    @Override
    public void restore(StateReader in) {
        scratch = (int) in.getLong("scratch");
    }

    @Override
    public boolean polls() {
        return onPoll != null;
    }

    @Override
    public boolean poll() {
        return onPoll != null && onPoll.getAsBoolean();
    }

    @Override
    public GuestErrors guestErrors() {
        return errors;
    }

    @Override
    public int read32(int offset) {
        return offset == SCRATCH ? scratch : (int) errors.unmappedRead(0, offset, 4);
    }

    @Override
    public void write32(int offset, int value) {
        if (offset == SCRATCH) {
            scratch = value;
        } else {
            onCommand.accept(value);
        }
    }

    @Override
    public int read8(int offset) {
        return -1;
    }

    @Override
    public int read16(int offset) {
        return -1;
    }

    @Override
    public long read64(int offset) {
        return -1;
    }

    @Override
    public void write8(int offset, int value) {}

    @Override
    public void write16(int offset, int value) {}

    @Override
    public void write64(int offset, long value) {}

    @Override
    public long peek(int offset, int width) {
        return scratch;
    }
}
