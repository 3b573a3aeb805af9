package dev.barista.hyperv.ffi;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where Hyper-V's libraries are, and what is found in them.
 *
 * <p>On Windows that is the system's folder. The system property {@value #FOLDER_PROPERTY} names
 * another folder to load them from, under the same names, on any operating system: this is how the
 * stand-in libraries are used. Three are Windows' own and come from the system's folder on Windows
 * all the same, kernel32.dll, ntdll.dll and ole32.dll; elsewhere that folder has them too.
 */
public final class Libraries {
    /** The property that names the folder. It is read once, at the first look-up. */
    public static final String FOLDER_PROPERTY = "barista.hyperv.libraries";

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final @Nullable Path folder;
    private final Map<HostLibrary, Optional<SymbolLookup>> loaded = new ConcurrentHashMap<>();

    private Libraries(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Those in a folder. */
    public static Libraries in(Path folder) {
        return new Libraries(folder);
    }

    /** Those of an operating system that has none. */
    public static Libraries nowhere() {
        return new Libraries(null);
    }

    /** Those of this process. */
    public static Libraries ofThisProcess() {
        return OfThisProcess.LIBRARIES;
    }

    /** Whether the operating system is Windows. */
    public static boolean onWindows() {
        return WINDOWS;
    }

    /** Whether there is a folder to look in: on Windows always, elsewhere if one is named. */
    public boolean haveFolder() {
        return folder != null || WINDOWS;
    }

    /** Whether the library could be loaded; loads it if it was not. */
    public boolean has(HostLibrary library) {
        return lookup(library).isPresent();
    }

    /** A function's address; empty if the library lacks it, or is not there. */
    public Optional<MemorySegment> find(HostLibrary library, String name) {
        return lookup(library).flatMap(symbols -> symbols.find(name));
    }

    /** Why a library could not be loaded, in one line for people. */
    public String whyMissing(HostLibrary library) {
        Path home = folder(library);
        if (home == null) {
            return library.fileName()
                    + " is a part of Windows, and this is "
                    + System.getProperty("os.name");
        }
        if (!Files.exists(home.resolve(library.fileName()))) {
            return library.fileName() + " is not in " + home;
        }
        return library.fileName() + " in " + home + " can't be loaded";
    }

    private Optional<SymbolLookup> lookup(HostLibrary library) {
        return loaded.computeIfAbsent(library, this::load);
    }

    @SuppressWarnings("restricted") // loading is what this package is for
    private Optional<SymbolLookup> load(HostLibrary library) {
        Path home = folder(library);
        if (home == null) {
            return Optional.empty();
        }
        try {
            // UNSAFETY: the file is Microsoft's own, by its full path in the system's folder, or
            // the
            // one that whoever started this JVM has asked for; its initializer may run any code.
            // The arena never closes: threads of the library may be in it at any time.
            return Optional.of(
                    SymbolLookup.libraryLookup(home.resolve(library.fileName()), Arena.global()));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    private @Nullable Path folder(HostLibrary library) {
        boolean systems = folder == null || library.isWindowsOwn();
        return systems && WINDOWS ? systemFolder() : folder;
    }

    private static Path systemFolder() {
        return Path.of(
                Optional.ofNullable(System.getenv("SystemRoot")).orElse("C:\\Windows"), "System32");
    }

    /** Holder: the property is read when the first function is looked up. */
    private static final class OfThisProcess {
        static final Libraries LIBRARIES =
                new Libraries(
                        Optional.ofNullable(System.getProperty(FOLDER_PROPERTY))
                                .map(Path::of)
                                .orElse(null));
    }
}
