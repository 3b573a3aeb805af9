package dev.barista.devices.mapped;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.barista.testkit.DeviceFuzzer;

class CounterFuzzTest {
    private static final DeviceFuzzer FUZZER = DeviceFuzzer.of(CounterDevice.class);

    @FuzzTest
    void anyAccesses(byte[] input) {
        FUZZER.run(input);
    }
}
