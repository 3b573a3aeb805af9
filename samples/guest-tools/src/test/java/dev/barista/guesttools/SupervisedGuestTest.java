package dev.barista.guesttools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.CommandResult;
import dev.barista.qemu.Guest;
import dev.barista.runtime.Plugins;
import dev.barista.runtime.partition.Attachment;
import dev.barista.testkit.guest.RequiredGuestKit;
import dev.barista.vfiouser.VfioUserPartition;
import dev.barista.vfiouser.supervision.RestartPolicy;
import dev.barista.vfiouser.supervision.SupervisedDevice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A Linux guest uses a device whose process is killed again and again, at any moment. */
@Timeout(600)
class SupervisedGuestTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ROUNDS = 2;
    private static final int KILLS = 8;
    private static final int LONGEST_LIFE_MILLIS = 2500;

    /** One process in so many lives too short to become ready. */
    private static final int EARLY_DEATHS = 4;

    private static final int LONGEST_SHORT_LIFE_MILLIS = 100;

    @TempDir Path folder;
    private final AtomicInteger kills = new AtomicInteger();

    @Test
    void aDmaLoopEndsWithCorrectDataAlthoughTheProcessIsKilled() throws Exception {
        Path socket = folder.resolve("edu.sock");
        try (SupervisedDevice device =
                        new SupervisedDevice(
                                "edu",
                                Plugins.installed().find("edu").description(),
                                EduProcess::command,
                                new RestartPolicy(10_000, Duration.ofHours(1)));
                VfioUserPartition partition = VfioUserPartition.in(folder);
                Attachment attachment = partition.attach(device.endpoint())) {
            attachment.start();
            try (Guest guest = boot(socket)) {
                testWhileItIsKilled(guest);
            }
        }
    }

    /**
     * Moves data to the device and back, with and without interrupts, and compares every byte and
     * counts every interrupt.
     */
    private void testWhileItIsKilled(Guest guest) throws Exception {
        long seed = System.nanoTime();
        Thread killer = Thread.ofPlatform().start(() -> killAtRandom(new Random(seed)));
        try {
            for (int round = 0; round < ROUNDS || kills.get() < KILLS; round++) {
                CommandResult result = guest.run("edu-test", PATIENCE);

                assertThat(result.output()).as("seed %d", seed).doesNotContain("not ok");
                assertThat(result.exitCode()).as(result.output()).isZero();
            }
        } finally {
            killer.interrupt();
            killer.join();
        }
    }

    private void killAtRandom(Random random) {
        while (true) {
            boolean early = random.nextInt(EARLY_DEATHS) == 0;
            try {
                Thread.sleep(
                        random.nextInt(early ? LONGEST_SHORT_LIFE_MILLIS : LONGEST_LIFE_MILLIS));
            } catch (InterruptedException e) {
                return; // the test is over
            }
            if (EduProcess.kill()) {
                kills.incrementAndGet();
            }
        }
    }

    private static Guest boot(Path socket) throws Exception {
        // A loaded machine may need longer to start a Java runtime than the five seconds that QEMU
        // waits for an answer.
        return Guest.from(RequiredGuestKit.fetch())
                .device(
                        "{\"driver\":\"vfio-user-pci\",\"x-msg-timeout\":120000,"
                                + "\"socket\":{\"type\":\"unix\",\"path\":\"%s\"}}"
                                        .formatted(socket))
                .programs(new DeviceTools().programs())
                .boot();
    }
}
