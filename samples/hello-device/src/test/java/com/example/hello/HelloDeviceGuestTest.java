package com.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.HostedDevice;
import dev.barista.testkit.guest.GuestDevice;
import dev.barista.testkit.guest.GuestTest;
import dev.barista.testkit.guest.RunningGuest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The device in a real Linux. Its driver is the guest's shell: devmem reads and writes registers.
 */
@GuestTest(devices = @GuestDevice(value = HelloDevice.class, parameters = "greeting=Servus"))
class HelloDeviceGuestTest {
    private final RunningGuest guest;
    private final HostedDevice device;
    private long bar;

    HelloDeviceGuestTest(RunningGuest guest, HostedDevice device) {
        this.guest = guest;
        this.device = device;
    }

    @BeforeEach
    void enable() throws Exception {
        String folder = "/sys/bus/pci/devices/" + guest.address(device);
        guest.output("echo 1 >%s/enable".formatted(folder));
        bar =
                Long.decode(
                        guest.output("cut -d ' ' -f 1 %s/resource | head -n 1".formatted(folder))
                                .strip());
    }

    @Test
    void tellsTheGuestWhoItIs() throws Exception {
        assertThat(guest.output("devmem " + bar)).isEqualTo("0x48454C4F\n");
        assertThat(guest.output("devmem %d 8".formatted(bar + 0x100))).isEqualTo("0x53\n");
    }

    @Test
    void countsTheGreetingsOfTheGuest() throws Exception {
        long before = device.register("greetings");

        guest.output("devmem %d 32 3".formatted(bar + 0x14));

        assertThat(device.register("greetings")).isEqualTo(before + 3);
        assertThat(device.guestErrors()).isEmpty();
    }
}
