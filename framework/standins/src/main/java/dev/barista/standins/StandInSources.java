package dev.barista.standins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The C sources of this module, by their paths. A folder is a library, but for {@code include}, the
 * headers, and {@code standin}, which goes into each library that has a {@code switches.c}.
 *
 * @param files the texts, by path with slashes
 */
record StandInSources(SortedMap<String, String> files) {
    private static final String SHARED = "standin";
    private static final Set<String> NO_LIBRARY = Set.of("include", SHARED);
    private static final String SWITCHES = "switches.c";

    /** A file that is certainly there. */
    private static final String LANDMARK = "c/include/win32.h";

    static StandInSources read() throws IOException {
        URL landmark = Objects.requireNonNull(StandInSources.class.getResource(LANDMARK), LANDMARK);
        URI uri;
        try {
            uri = landmark.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where this class is has a name", e);
        }
        if (uri.getScheme().equals("file")) {
            return read(folder(Path.of(uri)));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            String entry = uri.toString().substring(uri.toString().indexOf('!') + 1);
            return read(folder(jar.getPath(entry)));
        }
    }

    private static Path folder(Path landmark) {
        return landmark.resolve("../..").normalize();
    }

    private static StandInSources read(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(
                            file ->
                                    files.put(
                                            folder.relativize(file).toString().replace('\\', '/'),
                                            text(file)));
        }
        return new StandInSources(files);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the libraries, without suffix. */
    Set<String> libraries() {
        return files.keySet().stream()
                .filter(file -> file.endsWith(".c"))
                .map(file -> file.substring(0, file.indexOf('/')))
                .filter(folder -> !NO_LIBRARY.contains(folder))
                .collect(Collectors.toSet());
    }

    /** The paths of what is compiled for a library. */
    List<String> of(String library) {
        boolean switched = files.containsKey(library + "/" + SWITCHES);
        return files.keySet().stream()
                .filter(file -> file.endsWith(".c"))
                .filter(
                        file ->
                                file.startsWith(library + "/")
                                        || (switched && file.startsWith(SHARED + "/")))
                .toList();
    }

    /**
     * 32 hexadecimal digits that another content doesn't have.
     *
     * @param use what else decides what becomes of the sources
     */
    String hash(String use) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        add(digest, use);
        files.forEach(
                (path, text) -> {
                    add(digest, path);
                    add(digest, text);
                });
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
