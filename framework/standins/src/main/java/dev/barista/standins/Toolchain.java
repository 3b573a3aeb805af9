package dev.barista.standins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A C compiler, and what it makes of the stand-ins. */
enum Toolchain {
    /** Shared libraries for the JVM of this machine. */
    ELF("gcc"),
    /** Libraries for a Windows JVM. */
    DLL("x86_64-w64-mingw32-gcc");

    /** What Windows itself has; in this order, as the later one needs the earlier. */
    static final List<String> OF_WINDOWS = List.of("kernel32", "ntdll", "ole32");

    private final String compiler;

    Toolchain(String compiler) {
        this.compiler = compiler;
    }

    String compiler() {
        return compiler;
    }

    /** Of all libraries that there are sources of, those to make, in this order. */
    List<String> libraries(Set<String> all) {
        List<String> libraries = new ArrayList<>(this == ELF ? OF_WINDOWS : List.of());
        all.stream().filter(name -> !OF_WINDOWS.contains(name)).sorted().forEach(libraries::add);
        return libraries;
    }

    /** The header that all sources begin with. */
    static Path header(Path sources) {
        return sources.resolve("include").resolve("win32.h");
    }

    /**
     * The command that compiles the header, beside it: Windows' own takes a second, and there are
     * many files. GCC takes it instead of the header if that comes by {@code -include}.
     */
    List<String> headerCommand(Path sources) {
        List<String> command = compilation(sources);
        command.add(header(sources).toString());
        return command;
    }

    /**
     * The command that makes a library in the working folder.
     *
     * @param sources the folder of headers and sources
     * @param files the library's own sources
     */
    List<String> command(String library, Path sources, List<Path> files) {
        String fileName = library + ".dll";
        List<String> command = compilation(sources);
        command.addAll(List.of("-include", header(sources).toString(), "-shared", "-o", fileName));
        files.forEach(file -> command.add(file.toString()));
        if (this == DLL) {
            command.addAll(List.of("-static-libgcc", "-lole32"));
            return command;
        }
        command.addAll(
                List.of(
                        "-Wl,-soname," + fileName,
                        "-Wl,-rpath,$ORIGIN",
                        "-Wl,--no-undefined",
                        "-lpthread",
                        "-L."));
        for (String needed : OF_WINDOWS) {
            if (needed.equals(library)) {
                break;
            }
            command.add("-l:" + needed + ".dll");
        }
        return command;
    }

    private List<String> compilation(Path sources) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                compiler,
                                "-std=c11",
                                "-O1",
                                "-g",
                                "-Wall",
                                "-Wextra",
                                "-Werror",
                                "-Wmissing-prototypes",
                                "-Winvalid-pch",
                                "-I" + sources.resolve("include"),
                                "-I" + sources.resolve("standin")));
        if (this == ELF) {
            command.addAll(List.of("-D_GNU_SOURCE", "-fPIC", "-fvisibility=hidden"));
        }
        return command;
    }
}
