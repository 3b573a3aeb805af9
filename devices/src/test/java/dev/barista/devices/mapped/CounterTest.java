package dev.barista.devices.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.HostedDevice;
import dev.barista.testkit.DeviceTest;
import dev.barista.testkit.Driver;

import org.junit.jupiter.api.Test;

/** Registers in mapped pages, as a driver and as tools see them. */
@DeviceTest(CounterDevice.class)
class CounterTest {
    private static final int SEND = 0x00;
    private static final int ACCOUNT = 0x04;
    private static final int PACKETS = 0x1000;
    private static final int TOTALS = 0x1008;
    private static final int LIMIT = 0x1040;

    @Test
    void aCountIsThereWhenTheDoorbellHasRung(Driver driver) {
        driver.bar(0).write32(SEND, 3);
        driver.bar(0).write32(SEND, 4);

        assertThat(driver.bar(0).read32(PACKETS)).isEqualTo(7);
    }

    @Test
    void theDeviceUsesWhatTheDriverHasStored(Driver driver) {
        driver.bar(0).write32(PACKETS, 50);
        driver.bar(0).write32(LIMIT, 20);

        driver.bar(0).write32(ACCOUNT, 2);

        assertThat(driver.bar(0).read64(TOTALS + 2 * 8)).isEqualTo(20);
        assertThat(driver.bar(0).read32(PACKETS)).isZero();
    }

    @Test
    void memoryHasNoWidthOfItsOwn(Driver driver) {
        driver.bar(0).write32(PACKETS, 0x0403_0201);

        assertThat(driver.bar(0).read8(PACKETS + 2)).isEqualTo(3);
        assertThat(driver.bar(0).read64(PACKETS)).isEqualTo(0x0403_0201L);
    }

    @Test
    void toolsSeeTheValuesInMemory(Driver driver, HostedDevice device) {
        driver.bar(0).write64(TOTALS + 8, 5);

        assertThat(device.registers())
                .contains(
                        new HostedDevice.RegisterValue(0, TOTALS + 8, "totals[1]", 8, 5),
                        new HostedDevice.RegisterValue(
                                0, LIMIT, "limit", 4, CounterDevice.LIMIT_AFTER_RESET));
    }
}
