package com.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.testkit.DeviceTest;
import dev.barista.testkit.Driver;
import dev.barista.testkit.MappedBar;
import dev.barista.testkit.RecordingInterrupts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

@DeviceTest(value = HelloDevice.class, parameters = "greeting=Grüezi")
class HelloDeviceTest {
    private MappedBar bar;

    @BeforeEach
    void map(Driver driver) {
        bar = driver.bar(0);
    }

    @Test
    void tellsTheGreetingItWasGiven() {
        byte[] text = new byte[7];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) bar.read8(0x100 + i);
        }

        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("Grüezi");
    }

    @Test
    void countsGreetings() {
        bar.write32(0x14, 1);
        bar.write32(0x14, 2);

        assertThat(bar.read32(0x08)).isEqualTo(3);
    }

    @Test
    void theCountIsReadOnly() {
        bar.write32(0x08, 42);

        assertThat(bar.read32(0x08)).isZero();
    }

    @Test
    void sendsAMessageAfterEveryThirdGreeting(Driver driver, RecordingInterrupts interrupts) {
        driver.msi().enable();
        bar.write32(0x0c, 3);

        bar.write32(0x14, 2);
        assertThat(interrupts.waiting()).isZero();

        bar.write32(0x14, 1);
        assertThat(interrupts.waiting()).isOne();
    }

    @Test
    void thePinIsAssertedUntilTheInterruptIsAcknowledged(RecordingInterrupts interrupts) {
        bar.write32(0x0c, 1);
        bar.write32(0x14, 1);
        assertThat(interrupts.pinAsserted()).isTrue();

        bar.write32(0x10, HelloDevice.GREETED);

        assertThat(interrupts.pinAsserted()).isFalse();
        assertThat(bar.read32(0x10)).isZero();
    }

    @Test
    void keepsWhatADriverLeavesInScratch() {
        bar.write32(0x40 + 15 * 4, 0xc0ff_ee00);

        assertThat(bar.read32(0x40 + 15 * 4)).isEqualTo(0xc0ff_ee00);
    }
}
