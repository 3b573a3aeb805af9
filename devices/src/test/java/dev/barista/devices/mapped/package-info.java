/** A device with mapped pages, for the tests of what every device does and for the guide. */
@NullMarked
package dev.barista.devices.mapped;

import org.jspecify.annotations.NullMarked;
