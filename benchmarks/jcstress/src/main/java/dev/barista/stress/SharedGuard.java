package dev.barista.stress;

import dev.barista.runtime.ring.DrainGuard;

/** The drain guard of all rings in this JVM, as a host has one for all of its devices. */
final class SharedGuard {
    static final DrainGuard GUARD = new DrainGuard();

    private SharedGuard() {}
}
