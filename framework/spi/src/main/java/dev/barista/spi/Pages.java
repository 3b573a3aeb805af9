package dev.barista.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pages of a BAR that are memory shared with the guest: where its hypervisor can map them, the
 * guest reads and writes them without the device being asked.
 *
 * <p>They are plain memory: any byte can be read and written at any width, whatever is declared
 * there, also in D3hot and while the device is faulted, and an access that the hypervisor sends as
 * a message does the same. A reset makes them zero before registers get their reset values; saved
 * state includes all of their bytes.
 *
 * <p>Registers in them are {@link MappedInt} and {@link MappedLong} fields; the device reaches the
 * other bytes through {@link PciFunction#mappedPages}. It learns of a guest's writes by looking: on
 * a doorbell, a {@link Write} hook in a page that is not mapped, by a timer, or in an {@link
 * OnPoll} method. Messages and mapped memory have no order between them beyond that: what a driver
 * stored before it rang a doorbell is there when the doorbell's hook runs.
 */
@Documented
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Pages {
    /** Bytes in a page. */
    int SIZE = 4096;

    /** Offset of the first page in the BAR, a multiple of {@link #SIZE}. */
    int offset();

    /** Bytes, a positive multiple of {@link #SIZE}. */
    int size();
}
