/**
 * vmdevicehost.dll: device hosts, device instances, and the callbacks that the platform makes.
 *
 * <p>Two tables of function pointers are filled with Java here and live as long as the process: the
 * interface of every device ({@link dev.barista.hyperv.ffi.devicehost.PciDeviceInterface}), and the
 * COM object of a broker.
 *
 * <p>What this package does not do: it knows no devices of Barista, and keeps no cache of guest
 * memory.
 */
@NullMarked
package dev.barista.hyperv.ffi.devicehost;

import org.jspecify.annotations.NullMarked;
