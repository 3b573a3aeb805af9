package dev.barista.qemu;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;

/**
 * The guest kit for tests; a test is skipped where it can't be had, unless all parts are required.
 */
final class RequiredKit {
    private RequiredKit() {}

    static GuestKit fetch() throws IOException, InterruptedException {
        try {
            return GuestKit.fetch(FetchListener.SILENT);
        } catch (GuestException e) {
            if (System.getProperty("barista.require", "").equals("all")) {
                throw e;
            }
            return Assumptions.abort("no guest kit: " + e.getMessage());
        }
    }
}
