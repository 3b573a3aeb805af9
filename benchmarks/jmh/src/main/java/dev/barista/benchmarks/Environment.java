package dev.barista.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * What figures came out of; without it they say little.
 *
 * @param jdk vendor and version
 * @param cpu model
 * @param cpus that this process may use
 * @param kernel operating system, its version and architecture
 * @param load runnable threads before the measurement, averaged over a minute; negative if unknown
 * @param date when the measurement began
 * @param commit of the working tree, with {@code +} if something was not committed
 */
public record Environment(
        String jdk, String cpu, int cpus, String kernel, double load, String date, String commit) {
    /** The property for a JVM that can't measure the load itself. */
    static final String LOAD = "barista.benchmarks.load";

    /** The property for a JVM that can't ask git for the commit. */
    static final String COMMIT = "barista.benchmarks.commit";

    private static final String UNKNOWN = "unknown";

    /** This machine, now. */
    public static Environment here() {
        return new Environment(
                System.getProperty("java.vendor")
                        + " "
                        + System.getProperty("java.runtime.version"),
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                systemLoad(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                headCommit());
    }

    private static String cpuModel() {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpuinfo)) {
            String identifier = System.getenv("PROCESSOR_IDENTIFIER"); // Windows
            return identifier == null ? UNKNOWN : identifier;
        }
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static double systemLoad() {
        String told = System.getProperty(LOAD);
        return told == null
                ? ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
                : Double.parseDouble(told);
    }

    private static String headCommit() {
        String told = System.getProperty(COMMIT);
        if (told != null) {
            return told;
        }
        String commit = git("rev-parse", "--short=12", "HEAD");
        return commit.equals(UNKNOWN) || git("status", "--porcelain").isEmpty()
                ? commit
                : commit + "+";
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? output : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
