package dev.barista.testkit;

import dev.barista.spi.Access;
import dev.barista.spi.BarKind;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.Dispatch;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.Identity;
import dev.barista.spi.binding.DeviceDescription.MsiDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.DeviceType;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.GuestErrors.Kind;
import dev.barista.spi.binding.ParameterDescription;
import dev.barista.spi.binding.RegisterDescription;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import java.time.Duration;
import java.util.List;

/** A device that does what devices do, written by hand, so that every part of it can be broken. */
class SampleDevice implements DeviceType {
    static final int ID = 0x00;
    static final int CONTROL = 0x04;
    static final int STATUS = 0x08;
    static final int ADDRESS = 0x10;
    static final int START = 0x18;
    static final int DELAY = 0x1c;
    static final int COPY = 0x20;
    static final int RAISE = 0x24;
    static final int TOGGLE = 0x2c;

    static final int ID_VALUE = 0x1234_abcd;
    static final int CONTROL_RESET = 0x10;
    static final int BUSY = 1 << 0;
    static final int WORKED = 1 << 1;
    static final int RANG = 1 << 2;
    static final int DELAYING = 1 << 3;

    private static RegisterDescription register(
            String name, int offset, int width, Access access, boolean stored, long reset) {
        return new RegisterDescription(
                name, offset, width, 1, width, access, stored, stored, reset, -1, 0, 0, 0,
                List.of());
    }

    /** The description, for a subclass to get wrong. */
    Identity identity() {
        return new Identity(0x1234, 0x5a4d, 0x03, 0x08_80_00, 0x1af4, 0x1100);
    }

    int size() {
        return 0x1000;
    }

    boolean saveable() {
        return true;
    }

    @Override
    public final DeviceDescription description() {
        BarDescription registers =
                new BarDescription(
                        0,
                        size(),
                        BarKind.MEMORY_32,
                        false,
                        List.of(
                                register("id", ID, 4, Access.RO, true, ID_VALUE),
                                register("control", CONTROL, 4, Access.RW, true, CONTROL_RESET),
                                register("status", STATUS, 4, Access.RO, true, 0),
                                register("address", ADDRESS, 8, Access.RW, true, 0x1000),
                                register("start", START, 4, Access.WO, false, 0),
                                register("delay", DELAY, 4, Access.WO, false, 0),
                                register("copy", COPY, 4, Access.WO, false, 0),
                                register("raise", RAISE, 4, Access.WO, false, 0),
                                register("toggle", TOGGLE, 1, Access.RW, true, 0)));
        return new DeviceDescription(
                "sample",
                "for tests of the testkit",
                SampleDevice.class.getName(),
                identity(),
                List.of(
                        registers,
                        new BarDescription(2, 0x1000, BarKind.MEMORY_64, true, List.of()),
                        new BarDescription(4, 0x20, BarKind.IO, false, List.of())),
                InterruptPin.A,
                new MsiDescription(4, true),
                new MsixDescription(8, 0, 0x800, 0, 0xc00),
                List.of(),
                List.of(
                        new ParameterDescription(
                                "toggle", ParameterDescription.Type.INT, "", 0, 1, List.of())),
                Dispatch.CALLER,
                saveable());
    }

    @Override
    public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
        return new Instance(context, parameters.intValue("toggle", 0));
    }

    /** One device. */
    static class Instance extends BarHandler implements DeviceBinding {
        final DeviceContext context;
        final GuestErrors errors = new GuestErrors();
        private final int initialToggle;
        int control;
        int status;
        long address;
        int toggle;

        Instance(DeviceContext context, int initialToggle) {
            this.context = context;
            this.initialToggle = initialToggle;
        }

        @Override
        public BarHandler bar(int index) {
            return index == 0 ? this : new EmptyBar(index, errors);
        }

        @Override
        public void reset() {
            control = CONTROL_RESET;
            status = 0;
            address = 0x1000;
            toggle = initialToggle;
        }

        @Override
        public void save(StateWriter out) {
            out.putLong("control", control);
            out.putLong("status", status);
            out.putLong("address", address);
            out.putLong("toggle", toggle);
        }

        @Override
        public void restore(StateReader in) {
            control = (int) in.getLong("control");
            status = (int) in.getLong("status");
            address = in.getLong("address");
            toggle = (int) in.getLong("toggle");
        }

        @Override
        public GuestErrors guestErrors() {
            return errors;
        }

        @Override
        public int read8(int offset) {
            return offset == TOGGLE
                    ? toggle & 0xff
                    : (int) errors.unmappedRead(0, offset, 1) & 0xff;
        }

        @Override
        public int read16(int offset) {
            return (int) errors.unmappedRead(0, offset, 2) & 0xffff;
        }

        @Override
        public int read32(int offset) {
            return switch (offset) {
                case ID -> ID_VALUE;
                case CONTROL -> control;
                case STATUS -> status;
                case ADDRESS -> (int) address;
                case ADDRESS + 4 -> (int) (address >>> 32);
                default -> (int) errors.unmappedRead(0, offset, 4);
            };
        }

        @Override
        public long read64(int offset) {
            return offset == ADDRESS ? address : errors.unmappedRead(0, offset, 8);
        }

        @Override
        public void write8(int offset, int value) {
            if (offset == TOGGLE) {
                toggle = value & 0xff;
            } else {
                unmappedWrite(offset, 1);
            }
        }

        @Override
        public void write16(int offset, int value) {
            unmappedWrite(offset, 2);
        }

        @Override
        public void write32(int offset, int value) {
            switch (offset) {
                case ID, STATUS -> errors.count(Kind.READ_ONLY_WRITE, 0, offset, 4);
                case CONTROL -> control = value;
                case ADDRESS -> address = (address >>> 32 << 32) | Integer.toUnsignedLong(value);
                case ADDRESS + 4 -> address = (address & 0xffff_ffffL) | ((long) value << 32);
                case START -> start();
                case DELAY -> delay(Duration.ofNanos(value & 0xffff));
                case COPY -> context.memory().writeInt(address, value);
                case RAISE -> context.interrupts().signal(value & 3);
                default -> unmappedWrite(offset, 4);
            }
        }

        @Override
        public void write64(int offset, long value) {
            if (offset == ADDRESS) {
                address = value;
            } else {
                unmappedWrite(offset, 8);
            }
        }

        @Override
        public long peek(int offset, int width) {
            return switch (offset) {
                case ID -> ID_VALUE;
                case CONTROL -> Integer.toUnsignedLong(control);
                case STATUS -> status;
                case ADDRESS -> address;
                case TOGGLE -> toggle;
                default -> -1;
            };
        }

        void start() {
            if ((status & BUSY) == 0) {
                status |= BUSY;
                context.offload(
                        () -> Thread.currentThread().getName(),
                        name -> {
                            status = (status & ~BUSY) | WORKED;
                            context.interrupts().signal(0);
                        });
            }
        }

        void delay(Duration duration) {
            if ((status & DELAYING) == 0) {
                status |= DELAYING;
                context.after(
                        duration,
                        () -> {
                            status = (status & ~DELAYING) | RANG;
                            context.interrupts().signal(1);
                        });
            }
        }

        private void unmappedWrite(int offset, int width) {
            errors.count(Kind.UNMAPPED_WRITE, 0, offset, width);
        }
    }

    /** A BAR without registers. */
    private static final class EmptyBar extends BarHandler {
        private final int index;
        private final GuestErrors errors;

        EmptyBar(int index, GuestErrors errors) {
            this.index = index;
            this.errors = errors;
        }

        @Override
        public int read8(int offset) {
            return (int) errors.unmappedRead(index, offset, 1) & 0xff;
        }

        @Override
        public int read16(int offset) {
            return (int) errors.unmappedRead(index, offset, 2) & 0xffff;
        }

        @Override
        public int read32(int offset) {
            return (int) errors.unmappedRead(index, offset, 4);
        }

        @Override
        public long read64(int offset) {
            return errors.unmappedRead(index, offset, 8);
        }

        @Override
        public void write8(int offset, int value) {
            errors.count(Kind.UNMAPPED_WRITE, index, offset, 1);
        }

        @Override
        public void write16(int offset, int value) {
            errors.count(Kind.UNMAPPED_WRITE, index, offset, 2);
        }

        @Override
        public void write32(int offset, int value) {
            errors.count(Kind.UNMAPPED_WRITE, index, offset, 4);
        }

        @Override
        public void write64(int offset, long value) {
            errors.count(Kind.UNMAPPED_WRITE, index, offset, 8);
        }

        @Override
        public long peek(int offset, int width) {
            return -1;
        }
    }
}
