package dev.barista.devices.edu;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.barista.testkit.DeviceFuzzer;

class EduFuzzTest {
    private static final DeviceFuzzer FUZZER = DeviceFuzzer.of(EduDevice.class);

    @FuzzTest
    void anyAccesses(byte[] input) {
        FUZZER.run(input);
    }
}
