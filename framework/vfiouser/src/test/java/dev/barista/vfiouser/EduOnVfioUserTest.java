package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.bytes;
import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.devices.session.EduSession;
import dev.barista.devices.session.GuestSide;
import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqSet;
import dev.barista.vfiouser.protocol.PciRegion;

import org.junit.jupiter.api.io.TempDir;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The session of a client that speaks the protocol as QEMU does. */
class EduOnVfioUserTest extends EduSession {
    @TempDir Path folder;

    @Override
    protected GuestSide powerOn() throws ErrnoException {
        return new Client(folder.resolve("edu.sock"));
    }

    private static final class Client implements GuestSide {
        private static final int READABLE_AND_WRITEABLE = 3;

        private final HdvHost host;
        private final VfioUserClient client;
        private final SharedFile ram = SharedFile.inMemory("ram", RAM_SIZE);
        private final Mapping ramPages = ram.map(0, RAM_SIZE, true);
        private final EventFd message = EventFd.create();

        Client(Path socket) throws ErrnoException {
            host =
                    HdvHost.builder()
                            .partition(VfioUserPartition.at(socket))
                            .device("edu", Map.of())
                            .open();
            client = VfioUserClient.connectAndNegotiate(socket);
            client.expect(
                    Command.DMA_MAP,
                    payload(32)
                            .putInt(32)
                            .putInt(READABLE_AND_WRITEABLE)
                            .putLong(0)
                            .putLong(RAM_START)
                            .putLong(RAM_SIZE)
                            .array(),
                    ram.fd());
            client.expect(
                    Command.DEVICE_SET_IRQS,
                    payload(20)
                            .putInt(20)
                            .putInt(IrqSet.ACTION_TRIGGER | IrqSet.DATA_EVENTFD)
                            .putInt(IrqIndex.MSI)
                            .putInt(0)
                            .putInt(1)
                            .array(),
                    message.fd());
        }

        @Override
        public int readConfig(int offset) throws ErrnoException {
            return client.readInt(PciRegion.CONFIG, offset);
        }

        @Override
        public void writeConfig(int offset, int value) throws ErrnoException {
            client.writeInt(PciRegion.CONFIG, offset, value);
        }

        @Override
        public long read(long offset, int width) throws ErrnoException {
            byte[] read = Arrays.copyOf(client.readRegion(0, offset, width), Long.BYTES);
            return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN).getLong();
        }

        @Override
        public void write(long offset, int width, long value) throws ErrnoException {
            client.writeRegion(0, offset, Arrays.copyOf(bytes(value), width));
        }

        @Override
        public byte[] readRam(long address, int length) {
            return ramPages.segment().asSlice(address - RAM_START, length).toArray(JAVA_BYTE);
        }

        @Override
        public void writeRam(long address, byte... bytes) {
            ramPages.segment().asSlice(address - RAM_START).copyFrom(MemorySegment.ofArray(bytes));
        }

        @Override
        public long takeInterrupts() {
            return message.drain();
        }

        @Override
        public void close() {
            client.close();
            host.close();
            message.close();
            ramPages.close();
            ram.close();
            assertThat(Mapping.liveCount()).as("mappings").isZero();
        }
    }
}
