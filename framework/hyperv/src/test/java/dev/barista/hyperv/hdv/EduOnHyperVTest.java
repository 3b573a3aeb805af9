package dev.barista.hyperv.hdv;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.devices.session.EduSession;
import dev.barista.devices.session.GuestSide;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.extension.RegisterExtension;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.UUID;

/** The session of a guest whose accesses come as callbacks, on the stand-in's own threads. */
@StandInTest
class EduOnHyperVTest extends EduSession {
    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();

    @Override
    protected GuestSide powerOn() {
        return new OnStandIn(hosted, hosted.run(HostingModel.EXTERNAL, "edu", Map.of()));
    }

    private record OnStandIn(HostedOnStandIn hosted, UUID edu) implements GuestSide {
        @Override
        public int readConfig(int offset) {
            return hosted.machine().readConfig(edu, offset);
        }

        @Override
        public void writeConfig(int offset, int value) {
            hosted.machine().writeConfig(edu, offset, value);
        }

        @Override
        public long read(long offset, int width) {
            return hosted.machine().read(edu, 0, offset, width);
        }

        @Override
        public void write(long offset, int width, long value) {
            hosted.machine().write(edu, 0, offset, width, value);
        }

        @Override
        public byte[] readRam(long address, int length) {
            return hosted.machine().ram(address, length).toArray(JAVA_BYTE);
        }

        @Override
        public void writeRam(long address, byte... bytes) {
            hosted.machine().ram(address, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
        }

        @Override
        public long takeInterrupts() {
            return hosted.machine().takeMessages(edu).size();
        }

        @Override
        public void close() {
            hosted.machine().stop();
            hosted.machine().end();
        }
    }
}
