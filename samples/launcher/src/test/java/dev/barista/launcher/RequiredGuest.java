package dev.barista.launcher;

import dev.barista.qemu.FetchListener;
import dev.barista.qemu.GuestException;
import dev.barista.qemu.GuestKit;
import dev.barista.testkit.RequiredParts;

import java.io.IOException;

/** The guest kit, without which a test ends. */
final class RequiredGuest {
    private RequiredGuest() {}

    static GuestKit kit() throws IOException, InterruptedException {
        try {
            return GuestKit.fetch(FetchListener.SILENT);
        } catch (GuestException e) {
            throw RequiredParts.missing("no guest: " + e.getMessage(), e);
        }
    }
}
