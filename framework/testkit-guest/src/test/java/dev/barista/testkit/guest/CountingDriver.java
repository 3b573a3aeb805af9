package dev.barista.testkit.guest;

import java.io.IOException;

/** Drives a {@link CountingDevice} by the guest's busybox. */
record CountingDriver(RunningGuest guest, String address) {
    void count() throws IOException, InterruptedException {
        write(CountingDevice.COUNT);
    }

    void fail() throws IOException, InterruptedException {
        write(CountingDevice.FAIL);
    }

    private void write(int offset) throws IOException, InterruptedException {
        guest.output(
                """
                device=/sys/bus/pci/devices/%s
                echo 1 >$device/enable
                read -r bar end flags <$device/resource
                devmem $((bar + %d)) 32 1
                """
                        .formatted(address, offset));
    }
}
