/**
 * Hyper-V's libraries: which functions they export, how to call them, and what crosses the border.
 *
 * <p>Not exported: the safe layer is {@code dev.barista.hyperv} and its other packages. Here is
 * what the bindings of all headers share; each library has a package of its own below this one, and
 * {@link dev.barista.hyperv.ffi.ExportTable} lists what is bound.
 *
 * <p>The rules of this border:
 *
 * <ul>
 *   <li>Libraries are loaded by full path ({@link dev.barista.hyperv.ffi.Libraries}) and never
 *       unloaded: threads of theirs may be in them at any time. Functions are looked up at their
 *       first use, so a missing one is a {@link dev.barista.hyperv.error.MissingExportException}
 *       that names the Windows build, never a link error.
 *   <li>Bindings answer what the function answered. The safe layer makes exceptions of it.
 *   <li>A string from Windows is copied and freed at once, with the function that its header names
 *       ({@link dev.barista.hyperv.ffi.WideString}).
 *   <li>Every handle is a {@link dev.barista.hyperv.ffi.NativeHandle}: closed once, never while a
 *       call uses it, and missed when it is forgotten.
 *   <li>Every stub is made by {@link dev.barista.hyperv.ffi.UpcallGuard}: no exception leaves it. A
 *       stub lives as long as the process unless Windows says when it is called for the last time.
 * </ul>
 *
 * <p>What these packages know of Windows is by documentation, unless a comment says otherwise.
 */
@NullMarked
package dev.barista.hyperv.ffi;

import org.jspecify.annotations.NullMarked;
