/**
 * What Hyper-V's way to a device adds: callbacks from C on a thread of C's, and guest memory in
 * apertures. The platform is the stand-in for vmdevicehost.dll; a real one adds the guest's exit,
 * some ten microseconds, to either side.
 */
@NullMarked
package dev.barista.benchmarks.hyperv;

import org.jspecify.annotations.NullMarked;
