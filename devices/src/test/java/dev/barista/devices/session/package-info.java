/**
 * For tests: what a guest does with a device from power-on to power-off, whatever partition it is
 * in. The tests of each partition's module extend it, by way of this module's test jar.
 *
 * <p>The package is not one of the devices' own: tests of other modules find it on the class path,
 * where no package can be that a named module has.
 */
@NullMarked
package dev.barista.devices.session;

import org.jspecify.annotations.NullMarked;
