/**
 * For tests: libraries that stand in for those of Hyper-V, because no machine with Hyper-V is at
 * hand. They are compiled from the C sources of this module under the names of Windows' own, as ELF
 * files for the JVM of this machine and as DLLs for a Windows JVM, and behave as documentation and
 * field reports say.
 *
 * <p>The folder of stand-ins holds {@code computecore.dll} and the others of Hyper-V. What belongs
 * to Windows itself, {@code kernel32.dll}, {@code ntdll.dll} and {@code ole32.dll}, is in the
 * folder only where it is needed: as ELF. On Windows, real or Wine's, they come from the system.
 *
 * <p>What this package does not do: run a guest. A compute system here is its state, its document
 * and its answers.
 */
@NullMarked
package dev.barista.standins;

import org.jspecify.annotations.NullMarked;
