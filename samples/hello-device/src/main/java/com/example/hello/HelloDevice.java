package com.example.hello;

import dev.barista.spi.Access;
import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.Intx;
import dev.barista.spi.Msi;
import dev.barista.spi.Parameter;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Read;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.Write;

import java.nio.charset.StandardCharsets;

/**
 * A device that greets: it tells its greeting, counts who greets back, interrupts after every so
 * many of them, and keeps sixteen numbers for whoever likes to leave some.
 */
@PciDevice(
        name = "hello",
        vendorId = 0x1234,
        deviceId = 0xcafe,
        classCode = 0xff_00_00,
        description = "Says hello, counts greetings and interrupts after every few")
@Bar(index = 0, size = 0x1000)
@Intx
@Msi
final class HelloDevice extends PciFunction {
    /** The interrupt's bit in {@link #status}. */
    static final int GREETED = 1;

    private static final int GREETING_ROOM = 0x100;

    /** Reads as the letters {@code OLEH}, lowest byte first. */
    @Register(offset = 0x00) static final int SIGNATURE = 0x4845_4c4f;

    /** Greetings since the device was made or reset. */
    @Register(offset = 0x08, access = Access.RO) int greetings;

    /** An interrupt comes after this many greetings; 0 for never. */
    @Register(offset = 0x0c) int interruptEvery;

    /** Why the device interrupts; writing {@link #GREETED} acknowledges it. */
    @Register(offset = 0x10, writable = 0, writeOneToClear = GREETED) int status;

    /** For the driver's own use. */
    @Register(offset = 0x40, count = 16) final int[] scratch = new int[16];

    @Parameter(description = "what the device says") String greeting = "Hello from Java!";

    /** The state that no register shows has to be marked, or the device would not compile. */
    @Saved int sinceInterrupt;

    HelloDevice(DeviceContext context) {
        super(context);
    }

    /** A doorbell: what is written there is how many greetings come at once. */
    @Write(offset = 0x14)
    void greet(int times) {
        greetings += times;
        sinceInterrupt += times;
        if (interruptEvery != 0 && Integer.compareUnsigned(sinceInterrupt, interruptEvery) >= 0) {
            sinceInterrupt = 0;
            status |= GREETED;
            interrupts().signal(0);
        }
    }

    /** Gets the value that would be stored and returns the one that is. */
    @Write
    int status(int written) {
        if ((written & GREETED) == 0) {
            interrupts().clear(0);
        }
        return written;
    }

    /** A window: each byte of the greeting, then zeros. */
    @Read(offset = 0x100, length = GREETING_ROOM)
    byte text(int offset) {
        byte[] text = greeting.getBytes(StandardCharsets.UTF_8);
        return offset < text.length ? text[offset] : 0;
    }
}
