package dev.barista.testkit.guest;

import dev.barista.qemu.FetchListener;
import dev.barista.qemu.GuestException;
import dev.barista.qemu.GuestKit;
import dev.barista.testkit.RequiredParts;

import java.io.IOException;

/** The guest kit for tests that boot their guests themselves. */
public final class RequiredGuestKit {
    private RequiredGuestKit() {}

    /**
     * The kit, fetched first if it isn't in the cache. Ends the test where it can't be had, as
     * {@link RequiredParts} says.
     */
    public static GuestKit fetch() throws IOException, InterruptedException {
        try {
            return GuestKit.fetch(FetchListener.SILENT);
        } catch (GuestException e) {
            throw RequiredParts.missing("no guest: " + e.getMessage(), e);
        }
    }
}
