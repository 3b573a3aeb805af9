package dev.barista.standins;

import dev.barista.standins.ffi.ControlFunctions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a test asks of the stand-in libraries beyond their headers: to fail as field reports
 * describe, to let a guest do something, and to count what callers have not given back. A test gets
 * it as a parameter ({@link StandInTest}). Thread-safe.
 */
public final class StandIns {
    private static final String CORE = "computecore.dll";
    private static final String NETWORK = "computenetwork.dll";

    private final Path folder;
    private final Map<String, ControlFunctions> libraries = new TreeMap<>();

    StandIns(Path folder) throws IOException {
        this.folder = folder;
        for (String library : namesIn(folder)) {
            ControlFunctions functions = new ControlFunctions(folder, library);
            if (functions.exports("BaristaStandInReset")) {
                libraries.put(library, functions);
            }
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".dll"))
                    .sorted()
                    .toList();
        }
    }

    /** Where the libraries are, under Windows' names. */
    public Path folder() {
        return folder;
    }

    /** The next call of a function answers a failure, and does nothing. */
    public void fail(String function, int result) {
        fail(function, 0, result, null);
    }

    /**
     * A call of a function answers a failure, and does nothing.
     *
     * @param after so many calls that are served as usual come before
     * @param document what goes with it as its result or error record
     */
    public void fail(String function, int after, int result, @Nullable String document) {
        owner(function).fail(function, after, result, ControlFunctions.FAIL_CALL, document);
    }

    /** The next call of a function starts an operation that ends with a failure. */
    public void failOperation(String function, int result, @Nullable String document) {
        owner(function).fail(function, 0, result, ControlFunctions.FAIL_OPERATION, document);
    }

    private ControlFunctions owner(String function) {
        return libraries.values().stream()
                .filter(library -> library.exports(function))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stand-in exports " + function));
    }

    /**
     * Turns a switch of a library. All are off, which is 0, when a test begins.
     *
     * @param library {@code computecore.dll} and so on
     * @param name one of those in the library's {@code switches.c}
     */
    public void set(String library, String name, long value) {
        if (!library(library).set(name, value)) {
            throw new IllegalArgumentException(library + " has no switch " + name);
        }
    }

    /**
     * The value of a counter of a library.
     *
     * @param name one of those in the library's {@code switches.c}
     */
    public long count(String library, String name) {
        long count = library(library).count(name);
        if (count < 0) {
            throw new IllegalArgumentException(library + " has no counter " + name);
        }
        return count;
    }

    /**
     * Raises an event of a compute system, whatever its type, and returns when it was told.
     *
     * @param type an HCS_EVENT_TYPE, or a number that no header knows
     */
    public void raise(String system, int type, @Nullable String data) {
        if (!library(CORE).raise(system, type, data)) {
            throw new IllegalArgumentException("there is no compute system " + system);
        }
    }

    /**
     * Ends the guest of a compute system as if by itself.
     *
     * @param type a NotificationType: {@code GracefulExit}, {@code UnexpectedExit}
     */
    public void exitGuest(String system, int status, String type) {
        if (!library(CORE).exit(system, status, type)) {
            throw new IllegalArgumentException("there is no compute system " + system);
        }
    }

    /**
     * Sends a notification to the callbacks of the network service.
     *
     * @param type one of HCN_NOTIFICATIONS, or a number that no header knows
     */
    public void notifyNetworks(int type, int status, @Nullable String data) {
        library(NETWORK).notify(type, status, data);
    }

    private ControlFunctions library(String name) {
        ControlFunctions library = libraries.get(name);
        if (library == null) {
            throw new IllegalArgumentException("there is no stand-in " + name + " in " + folder);
        }
        return library;
    }

    /** What was not given back, with its count: {@code computecore.dll strings: 1}. */
    List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        libraries.forEach(
                (name, library) -> {
                    for (int i = 0; library.leakCounter(i).isPresent(); i++) {
                        String counter = library.leakCounter(i).orElseThrow();
                        long count = library.count(counter);
                        if (count != 0) {
                            leaks.add("%s %s: %d".formatted(name, counter, count));
                        }
                    }
                });
        return leaks;
    }

    /** As at the start of the process, but for handles and strings that nobody gave back. */
    void reset() {
        libraries.values().forEach(ControlFunctions::reset);
    }
}
