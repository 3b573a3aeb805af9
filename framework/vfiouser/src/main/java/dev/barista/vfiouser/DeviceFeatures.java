package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DeviceFeature;
import dev.barista.vfiouser.protocol.DirtyLogReport;
import dev.barista.vfiouser.protocol.DirtyLogStart;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MigrationState;

import java.lang.foreign.MemorySegment;

/** {@link Command#DEVICE_FEATURE}. */
final class DeviceFeatures {
    private static final int ACTIONS = DeviceFeature.GET | DeviceFeature.SET | DeviceFeature.PROBE;
    private static final long DATA = Outbox.PAYLOAD + DeviceFeature.SIZE;

    /** Without one that can be paused there is nothing here, without one to be saved little. */
    private final DeviceEndpoint device;

    private final Migration migration;
    private final DirtyLogging logging;
    private final DeviceFeature request = new DeviceFeature();
    private final MigrationState state = new MigrationState();
    private final DirtyLogReport report = new DirtyLogReport();

    DeviceFeatures(DeviceEndpoint device, Migration migration, DirtyLogging logging) {
        this.device = device;
        this.migration = migration;
        this.logging = logging;
    }

    /** Answers the length of the reply, or an error number negated. */
    int handle(Inbox in, Outbox out) {
        if (in.payloadLength() < DeviceFeature.SIZE) {
            return -Errno.EINVAL;
        }
        request.wrap(in.segment(), in.payload());
        int flags = request.flags();
        int actions = flags & ACTIONS;
        int feature = flags & DeviceFeature.FEATURE_MASK;
        int methods = actions & ~DeviceFeature.PROBE;
        if ((flags & ~(ACTIONS | DeviceFeature.FEATURE_MASK)) != 0
                || actions == 0
                || actions == (DeviceFeature.GET | DeviceFeature.SET)
                || Integer.compareUnsigned(request.argsz(), DeviceFeature.SIZE) < 0) {
            return -Errno.EINVAL;
        }
        int supported = methodsOf(feature);
        if (supported == 0 || (methods & ~supported) != 0) {
            return -Errno.ENOTSUP;
        }
        return switch (actions) {
            case DeviceFeature.GET -> get(feature, in, out);
            case DeviceFeature.SET -> set(feature, in, out);
            default -> echo(in, out);
        };
    }

    /** What can be done with a feature; 0 if there is none. */
    private int methodsOf(int feature) {
        if (!device.canPause()) {
            return 0;
        }
        boolean saveable = device.description().saveable();
        return switch (feature) {
            case DeviceFeature.MIGRATION -> saveable ? DeviceFeature.GET : 0;
            case DeviceFeature.MIG_DEVICE_STATE ->
                    saveable ? DeviceFeature.GET | DeviceFeature.SET : 0;
            case DeviceFeature.DMA_LOGGING_START, DeviceFeature.DMA_LOGGING_STOP ->
                    DeviceFeature.SET;
            case DeviceFeature.DMA_LOGGING_REPORT -> DeviceFeature.GET;
            default -> 0;
        };
    }

    private int set(int feature, Inbox in, Outbox out) {
        return switch (feature) {
            case DeviceFeature.MIG_DEVICE_STATE -> enter(in, out);
            case DeviceFeature.DMA_LOGGING_START -> startLogging(in, out);
            default -> stopLogging(in, out);
        };
    }

    private int enter(Inbox in, Outbox out) {
        if (in.payloadLength() != DeviceFeature.SIZE + MigrationState.SIZE) {
            return -Errno.EINVAL;
        }
        state.wrap(in.segment(), in.payload() + DeviceFeature.SIZE);
        int result = migration.enter(state.deviceState());
        return result < 0 ? result : echo(in, out);
    }

    private int startLogging(Inbox in, Outbox out) {
        int result =
                logging.start(
                        in.segment(),
                        in.payload() + DeviceFeature.SIZE,
                        in.payloadLength() - DeviceFeature.SIZE);
        if (result < 0) {
            return result;
        }
        int replied = echo(in, out);
        new DirtyLogStart().wrap(out.segment(), DATA).pageSize(Limits.PAGE_SIZE);
        return replied;
    }

    private int stopLogging(Inbox in, Outbox out) {
        logging.stop();
        return echo(in, out);
    }

    private int get(int feature, Inbox in, Outbox out) {
        return switch (feature) {
            case DeviceFeature.MIGRATION -> migrationFlags(out);
            case DeviceFeature.MIG_DEVICE_STATE -> deviceState(out);
            default -> report(in, out);
        };
    }

    private int migrationFlags(Outbox out) {
        long flags = DeviceFeature.MIGRATION_STOP_COPY | DeviceFeature.MIGRATION_PRE_COPY;
        out.segment().set(JAVA_LONG_UNALIGNED, DATA, flags);
        return reply(out, Long.BYTES);
    }

    private int deviceState(Outbox out) {
        state.wrap(out.segment(), DATA).deviceState(migration.state()).dataFd(-1);
        return reply(out, MigrationState.SIZE);
    }

    private int report(Inbox in, Outbox out) {
        if (in.payloadLength() != DeviceFeature.SIZE + DirtyLogReport.SIZE) {
            return -Errno.EINVAL;
        }
        report.wrap(in.segment(), in.payload() + DeviceFeature.SIZE);
        long bitmap = logging.bitmapLength(report);
        if (bitmap < 0) {
            return (int) bitmap;
        }
        int length = DirtyLogReport.SIZE + (int) bitmap;
        if (isRoomFor(length)) {
            logging.report(
                    report.iova(),
                    report.length(),
                    report.pageSize(),
                    out.segment(),
                    DATA + DirtyLogReport.SIZE,
                    bitmap);
        }
        MemorySegment.copy(
                in.segment(),
                in.payload() + DeviceFeature.SIZE,
                out.segment(),
                DATA,
                DirtyLogReport.SIZE);
        return reply(out, length);
    }

    private boolean isRoomFor(int length) {
        return Integer.compareUnsigned(request.argsz(), DeviceFeature.SIZE + length) >= 0;
    }

    /** Replies with data, or where there is no room for them, with how much they need. */
    private int reply(Outbox out, int length) {
        int sent = isRoomFor(length) ? DeviceFeature.SIZE + length : DeviceFeature.SIZE;
        int flags = request.flags();
        new DeviceFeature()
                .wrap(out.segment(), Outbox.PAYLOAD)
                .argsz(DeviceFeature.SIZE + length)
                .flags(flags);
        return sent;
    }

    private static int echo(Inbox in, Outbox out) {
        MemorySegment.copy(
                in.segment(), in.payload(), out.segment(), Outbox.PAYLOAD, in.payloadLength());
        return in.payloadLength();
    }
}
