/** The calls of the functions that the stand-ins export for tests, and Windows' libraries don't. */
@NullMarked
package dev.barista.standins.ffi;

import org.jspecify.annotations.NullMarked;
