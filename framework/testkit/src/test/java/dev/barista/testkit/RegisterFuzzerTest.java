package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.ring.AccessPort;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

class RegisterFuzzerTest {
    private final SampleDevice device = new SampleDevice();

    @Test
    void theSameSeedGivesTheSameAccesses() {
        assertThat(accesses(1)).isEqualTo(accesses(1)).isNotEqualTo(accesses(2));
    }

    @Test
    void everyRegisterIsReadAndWrittenAtItsWidth() {
        List<RegisterAccess> accesses = accesses(1);

        for (var register : device.description().bar(0).orElseThrow().registers()) {
            assertThat(accesses)
                    .anyMatch(access -> isFor(access, register.offset(), register.width(), true))
                    .anyMatch(access -> isFor(access, register.offset(), register.width(), false));
        }
    }

    @Test
    void hostileAccessesAreAmongThem() {
        assertThat(accesses(1))
                .anyMatch(access -> access.region() == AccessPort.CONFIG && access.write())
                .anyMatch(access -> access.region() == 0 && access.offset() >= 0x1000)
                .anyMatch(access -> access.region() == 0 && access.offset() < 0)
                .anyMatch(access -> access.region() == 2)
                .anyMatch(access -> isFor(access, SampleDevice.CONTROL, 2, true));
    }

    @Test
    void anAccessReadsAsTheCodeThatMakesIt() {
        assertThat(new RegisterAccess(true, 0, 0x10, 8, 0x5))
                .hasToString("bar(0).write64(0x10, 0x5)");
        assertThat(new RegisterAccess(false, AccessPort.CONFIG, 4, 2, 0))
                .hasToString("config().read16(0x4)");
    }

    private List<RegisterAccess> accesses(long seed) {
        RegisterFuzzer fuzzer =
                new RegisterFuzzer(device.description(), new SplittableRandom(seed));
        return Stream.generate(fuzzer::next).limit(5_000).toList();
    }

    private static boolean isFor(RegisterAccess access, int offset, int width, boolean write) {
        return access.region() == 0
                && access.offset() == offset
                && access.width() == width
                && access.write() == write;
    }
}
