package dev.barista.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The threads that hosts have started, by the name they all begin with. */
final class HostThreads {
    private static final String PREFIX = "barista-";

    private final Set<Thread> before = new HashSet<>(alive());

    /** Those that have been started since this object was made, and are still alive. */
    List<Thread> startedSince() {
        return alive().stream().filter(thread -> !before.contains(thread)).toList();
    }

    private static List<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(PREFIX))
                .toList();
    }
}
