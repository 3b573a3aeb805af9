package dev.barista.benchmarks.dispatch;

import dev.barista.spi.Access;
import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Read;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.Write;

/**
 * A register file of the size that network controllers have: control registers, named statistics,
 * blocks of registers for each of 32 queues, and a window; 214 registers and 256 words.
 */
@PciDevice(
        name = "register-file",
        vendorId = 0x1234,
        deviceId = 0x0b41,
        classCode = 0x00_ff_00,
        description = "A large register file without a function, to measure dispatch with")
@Bar(index = 0, size = 0x4000)
final class RegisterFile extends PciFunction {
    static final int QUEUES = 32;
    static final int QUEUE_STRIDE = 0x20;
    static final int FILTER = 0x2000;
    static final int FILTER_BYTES = 0x400;

    @Register(offset = 0x00) static final int ID = 0x4e49_4331;

    @Register(offset = 0x04, writable = 0xff) int control;

    @Register(offset = 0x08, access = Access.RO, reset = 0x3) int status;

    @Register(offset = 0x0c, writeOneToClear = -1) int cause;

    @Register(offset = 0x10) int causeMask;

    @Register(offset = 0x14, reserved = 0xffff_0000) int link;

    @Register(offset = 0x400, access = Access.RO, clearOnRead = -1) int crcErrors;

    @Register(offset = 0x404, access = Access.RO, clearOnRead = -1) int alignmentErrors;

    @Register(offset = 0x408, access = Access.RO, clearOnRead = -1) int symbolErrors;

    @Register(offset = 0x40c, access = Access.RO, clearOnRead = -1) int receiveErrors;

    @Register(offset = 0x410, access = Access.RO, clearOnRead = -1) int missedPackets;

    @Register(offset = 0x414, access = Access.RO, clearOnRead = -1) int singleCollisions;

    @Register(offset = 0x418, access = Access.RO, clearOnRead = -1) int excessiveCollisions;

    @Register(offset = 0x41c, access = Access.RO, clearOnRead = -1) int multipleCollisions;

    @Register(offset = 0x420, access = Access.RO, clearOnRead = -1) int lateCollisions;

    @Register(offset = 0x424, access = Access.RO, clearOnRead = -1) int collisions;

    @Register(offset = 0x428, access = Access.RO, clearOnRead = -1) int deferrals;

    @Register(offset = 0x42c, access = Access.RO, clearOnRead = -1) int carrierLosses;

    @Register(offset = 0x430, access = Access.RO, clearOnRead = -1) int sequenceErrors;

    @Register(offset = 0x434, access = Access.RO, clearOnRead = -1) int carrierExtensionErrors;

    @Register(offset = 0x438, access = Access.RO, clearOnRead = -1) int lengthErrors;

    @Register(offset = 0x43c, access = Access.RO, clearOnRead = -1) int xonReceived;

    @Register(offset = 0x440, access = Access.RO, clearOnRead = -1) int xonSent;

    @Register(offset = 0x444, access = Access.RO, clearOnRead = -1) int xoffReceived;

    @Register(offset = 0x448, access = Access.RO, clearOnRead = -1) int xoffSent;

    @Register(offset = 0x44c, access = Access.RO, clearOnRead = -1) int unsupportedFlowControl;

    @Register(offset = 0x450, access = Access.RO, clearOnRead = -1) int received64;

    @Register(offset = 0x454, access = Access.RO, clearOnRead = -1) int received127;

    @Register(offset = 0x458, access = Access.RO, clearOnRead = -1) int received255;

    @Register(offset = 0x45c, access = Access.RO, clearOnRead = -1) int received511;

    @Register(offset = 0x460, access = Access.RO, clearOnRead = -1) int received1023;

    @Register(offset = 0x464, access = Access.RO, clearOnRead = -1) int received1522;

    @Register(offset = 0x468, access = Access.RO, clearOnRead = -1) int goodReceived;

    @Register(offset = 0x46c, access = Access.RO, clearOnRead = -1) int broadcastsReceived;

    @Register(offset = 0x470, access = Access.RO, clearOnRead = -1) int multicastsReceived;

    @Register(offset = 0x474, access = Access.RO, clearOnRead = -1) int goodSent;

    @Register(offset = 0x478, access = Access.RO, clearOnRead = -1) int goodOctetsReceived;

    @Register(offset = 0x47c, access = Access.RO, clearOnRead = -1) int goodOctetsSent;

    @Register(offset = 0x480, access = Access.RO, clearOnRead = -1) int unbufferedPackets;

    @Register(offset = 0x484, access = Access.RO, clearOnRead = -1) int undersized;

    @Register(offset = 0x488, access = Access.RO, clearOnRead = -1) int fragments;

    @Register(offset = 0x48c, access = Access.RO, clearOnRead = -1) int oversized;

    @Register(offset = 0x490, access = Access.RO, clearOnRead = -1) int jabbers;

    @Register(offset = 0x494, access = Access.RO, clearOnRead = -1) int managementReceived;

    @Register(offset = 0x498, access = Access.RO, clearOnRead = -1) int managementDropped;

    @Register(offset = 0x49c, access = Access.RO, clearOnRead = -1) int managementSent;

    @Register(offset = 0x4a0, access = Access.RO, clearOnRead = -1) int octetsReceived;

    @Register(offset = 0x4a4, access = Access.RO, clearOnRead = -1) int octetsSent;

    @Register(offset = 0x4a8, access = Access.RO, clearOnRead = -1) int packetsReceived;

    @Register(offset = 0x4ac, access = Access.RO, clearOnRead = -1) int packetsSent;

    @Register(offset = 0x4b0, access = Access.RO, clearOnRead = -1) int sent64;

    @Register(offset = 0x4b4, access = Access.RO, clearOnRead = -1) int sent127;

    @Register(offset = 0x4b8, access = Access.RO, clearOnRead = -1) int sent255;

    @Register(offset = 0x4bc, access = Access.RO, clearOnRead = -1) int sent511;

    @Register(offset = 0x1000, count = QUEUES, stride = QUEUE_STRIDE)
    final long[] queueBase = new long[QUEUES];

    @Register(offset = 0x1008, count = QUEUES, stride = QUEUE_STRIDE, writable = 0xffff)
    final int[] queueSize = new int[QUEUES];

    @Register(offset = 0x100c, count = QUEUES, stride = QUEUE_STRIDE, access = Access.RO)
    final int[] queueHead = new int[QUEUES];

    @Register(offset = 0x1010, count = QUEUES, stride = QUEUE_STRIDE)
    final int[] queueTail = new int[QUEUES];

    @Register(offset = 0x1014, count = QUEUES, stride = QUEUE_STRIDE, writeOneToClear = -1)
    final int[] queueCause = new int[QUEUES];

    @Saved final int[] filter = new int[FILTER_BYTES / Integer.BYTES];

    RegisterFile(DeviceContext context) {
        super(context);
    }

    @Write
    int queueTail(int queue, int written) {
        int tail = written & 0xffff;
        queueHead[queue] = tail;
        return tail;
    }

    @Read(offset = FILTER, length = FILTER_BYTES)
    int filter(int offset) {
        return filter[offset / Integer.BYTES];
    }

    @Write(offset = FILTER, length = FILTER_BYTES)
    void filter(int offset, int written) {
        filter[offset / Integer.BYTES] = written;
    }
}
