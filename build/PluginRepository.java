import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * Makes target/repository, the Maven repository that plugins outside of the reactor are built
 * against: the root pom, and pom and jar of every framework module that has been packaged.
 *
 * <p>Argument: the root folder. Run by the launcher's pom. Maven's own deploy plugin refuses to
 * work offline, and writes to the user's repository as well. A snapshot gets a time stamp, because
 * Maven never looks again at one without.
 */
public final class PluginRepository {
    private final Path root;
    private final Path repository;
    private final String version;
    private final ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);

    private PluginRepository(Path root, Path repository) throws Exception {
        this.root = root;
        this.repository = repository;
        this.version = element(root.resolve("pom.xml"), "version");
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        Path fresh = root.resolve("target/repository.new");
        Path finished = root.resolve("target/repository");
        delete(fresh);
        new PluginRepository(root, fresh).fill();
        delete(finished);
        Files.move(fresh, finished);
    }

    private void fill() throws Exception {
        Path parent = root.resolve("pom.xml");
        add(element(parent, "artifactId"), List.of(new Artifact("pom", parent)));
        for (Path module : modules()) {
            Path pom = module.resolve("pom.xml");
            String name = element(pom, "artifactId");
            Path jar = module.resolve("target/%s-%s.jar".formatted(name, version));
            if (Files.exists(jar)) {
                add(name, List.of(new Artifact("pom", pom), new Artifact("jar", jar)));
            }
        }
    }

    private List<Path> modules() throws IOException {
        try (var folders = Files.list(root.resolve("framework"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList();
        }
    }

    private void add(String name, List<Artifact> artifacts) throws Exception {
        Path folder = repository.resolve("dev/barista").resolve(name).resolve(version);
        Files.createDirectories(folder);
        String time = now.format(DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss"));
        String stamped = version.replace("SNAPSHOT", time + "-1");
        List<String> versions = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            Path copy = folder.resolve("%s-%s.%s".formatted(name, stamped, artifact.extension()));
            Files.copy(artifact.file(), copy, StandardCopyOption.COPY_ATTRIBUTES);
            checksum(copy);
            versions.add(
                    "<snapshotVersion><extension>%s</extension><value>%s</value></snapshotVersion>"
                            .formatted(artifact.extension(), stamped));
        }
        Path metadata = folder.resolve("maven-metadata.xml");
        Files.writeString(metadata, metadata(name, time, versions));
        checksum(metadata);
    }

    private String metadata(String name, String time, List<String> versions) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <metadata modelVersion="1.1.0">
          <groupId>dev.barista</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <versioning>
            <snapshot><timestamp>%s</timestamp><buildNumber>1</buildNumber></snapshot>
            <lastUpdated>%s</lastUpdated>
            <snapshotVersions>%s</snapshotVersions>
          </versioning>
        </metadata>
        """
                .formatted(name, version, time, time.replace(".", ""), String.join("", versions));
    }

    private static void checksum(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".sha1"),
                HexFormat.of().formatHex(sum),
                StandardCharsets.US_ASCII);
    }

    /** The text of an element of the project itself, not of its parent. */
    private static String element(Path pom, String name) throws Exception {
        var project =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(pom.toFile())
                        .getDocumentElement();
        var children = project.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i).getNodeName().equals(name)) {
                return children.item(i).getTextContent().strip();
            }
        }
        throw new IOException(pom + " has no " + name);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private record Artifact(String extension, Path file) {}
}
