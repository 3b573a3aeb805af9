package dev.barista.devices.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.locks.LockSupport;

/**
 * What a guest does with edu from power-on to power-off: one body for every partition, so that the
 * device can't tell them apart. A partition's test extends it and says where the guest is.
 */
@Timeout(120)
public abstract class EduSession {
    /** Where the guest has RAM, below the 28 bits that edu drives by default. */
    public static final long RAM_START = 0x10_0000;

    /** How much RAM the guest has there. */
    public static final int RAM_SIZE = 0x10_0000;

    private static final int COMMAND = 0x04;
    private static final int BAR0 = 0x10;
    private static final int CAPABILITIES = 0x34;
    private static final int MSI = 0x05;
    private static final int MEMORY_AND_BUS_MASTER = 0x6;
    private static final int MSI_ENABLE = 1 << 16;
    private static final int BAR_ADDRESS = 0xfe00_0000;
    private static final int MESSAGE_ADDRESS = 0xfee0_1000;
    private static final int MESSAGE_DATA = 0x41;

    private static final int ID = 0x00;
    private static final int LIVENESS = 0x04;
    private static final int FACTORIAL = 0x08;
    private static final int STATUS = 0x20;
    private static final int INTERRUPT_STATUS = 0x24;
    private static final int RAISE = 0x60;
    private static final int ACKNOWLEDGE = 0x64;
    private static final int DMA_SOURCE = 0x80;
    private static final int DMA_DESTINATION = 0x88;
    private static final int DMA_COUNT = 0x90;
    private static final int DMA_COMMAND = 0x98;

    private GuestSide guest;

    /** Starts a guest with edu. */
    protected abstract GuestSide powerOn() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        guest = powerOn();
    }

    @AfterEach
    void end() throws Exception {
        if (guest != null) {
            guest.close();
        }
    }

    @Test
    void aGuestFindsTheDeviceComputesCopiesAndIsInterrupted() throws Exception {
        findDevice();
        setUpInterrupts();
        useRegisters();
        computeWithInterrupt();
        copyThroughTheDevice();
        doWhatIsWrong();
        turnOff();
    }

    private void findDevice() throws Exception {
        assertThat(guest.readConfig(0)).isEqualTo(0x11e8_1234);
        assertThat(guest.readConfig(0x08)).isEqualTo(0x00ff_0010);
        guest.writeConfig(BAR0, -1);
        assertThat(guest.readConfig(BAR0)).as("BAR 0 probed").isEqualTo(0xfff0_0000);
        guest.writeConfig(BAR0, BAR_ADDRESS);
        assertThat(guest.readConfig(BAR0)).isEqualTo(BAR_ADDRESS);
        guest.writeConfig(COMMAND, MEMORY_AND_BUS_MASTER);
        assertThat(guest.readConfig(COMMAND) & 0xffff).isEqualTo(MEMORY_AND_BUS_MASTER);
    }

    private void setUpInterrupts() throws Exception {
        int capability = guest.readConfig(CAPABILITIES) & 0xff;
        while ((guest.readConfig(capability) & 0xff) != MSI) {
            capability = guest.readConfig(capability) >>> 8 & 0xff;
            assertThat(capability).as("the capability after the last").isNotZero();
        }
        int control = guest.readConfig(capability);
        boolean wide = (control & 1 << 23) != 0;
        guest.writeConfig(capability + 4, MESSAGE_ADDRESS);
        if (wide) {
            guest.writeConfig(capability + 8, 0);
        }
        guest.writeConfig(capability + (wide ? 12 : 8), MESSAGE_DATA);
        guest.writeConfig(capability, control | MSI_ENABLE);
        assertThat(guest.takeInterrupts()).isZero();
    }

    private void useRegisters() throws Exception {
        assertThat(guest.read(ID, 4)).isEqualTo(0x0100_00edL);
        guest.write(LIVENESS, 4, 0x1234_5678);
        assertThat(guest.read(LIVENESS, 4)).isEqualTo(0xedcb_a987L);
    }

    private void computeWithInterrupt() throws Exception {
        guest.write(STATUS, 4, 0x80);
        guest.write(FACTORIAL, 4, 10);

        awaitInterrupt();
        assertThat(guest.read(FACTORIAL, 4)).isEqualTo(3_628_800);
        assertThat(guest.read(STATUS, 4)).isEqualTo(0x80);
        assertThat(guest.read(INTERRUPT_STATUS, 4)).isEqualTo(1);
        acknowledge(1);
        guest.write(STATUS, 4, 0);

        guest.write(RAISE, 4, 0x20);
        awaitInterrupt();
        assertThat(guest.read(INTERRUPT_STATUS, 4)).isEqualTo(0x20);
        acknowledge(0x20);
    }

    private void copyThroughTheDevice() throws Exception {
        byte[] sent = new byte[4096];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31 + 7);
        }
        long from = RAM_START + 0x800; // across two pages
        long to = RAM_START + RAM_SIZE - 4096;
        guest.writeRam(from, sent);

        transfer(from, 0x4_0000, sent.length, 0x1 | 0x4);
        transfer(0x4_0000, to, sent.length, 0x1 | 0x2 | 0x4);

        assertThat(guest.readRam(to, sent.length)).isEqualTo(sent);
    }

    private void transfer(long source, long destination, long count, int command) throws Exception {
        guest.write(DMA_SOURCE, 8, source);
        guest.write(DMA_DESTINATION, 8, destination);
        guest.write(DMA_COUNT, 8, count);
        guest.write(DMA_COMMAND, 8, command);
        awaitInterrupt();
        assertThat(guest.read(DMA_COMMAND, 8) & 1).as("transferring").isZero();
        acknowledge(0x100);
    }

    private void doWhatIsWrong() throws Exception {
        assertThat(guest.read(0x40, 4)).as("no register").isEqualTo(0xffff_ffffL);
        guest.write(ID, 4, 0);
        assertThat(guest.read(ID, 4)).isEqualTo(0x0100_00edL);
        transfer(0x0f00_0000, 0x4_0000, 64, 0x1 | 0x4); // no RAM there
        assertThat(guest.read(ID, 4)).isEqualTo(0x0100_00edL);
    }

    private void turnOff() throws Exception {
        guest.writeConfig(COMMAND, 0);
        assertThat(guest.readConfig(COMMAND) & 0xffff).isZero();
        assertThat(guest.takeInterrupts()).isZero();
    }

    private void acknowledge(int reasons) throws Exception {
        guest.write(ACKNOWLEDGE, 4, reasons);
        assertThat(guest.read(INTERRUPT_STATUS, 4)).isZero();
    }

    /** Waits for one message; the timeout of the test ends it. */
    private void awaitInterrupt() throws Exception {
        long taken = 0;
        while (taken == 0) {
            taken = guest.takeInterrupts();
            LockSupport.parkNanos(100_000);
        }
        assertThat(taken).isOne();
    }
}
