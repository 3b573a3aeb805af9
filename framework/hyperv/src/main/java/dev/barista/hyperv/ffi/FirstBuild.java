package dev.barista.hyperv.ffi;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The first build of Windows that has a function, as far as that is known. Most headers don't say;
 * then the newest build known to lack it and the oldest known to have it stand here.
 *
 * @param lacking the newest build known not to have it; 0 if none is
 * @param having the oldest build known to have it; 0 if none is
 */
public record FirstBuild(int lacking, int having) {
    /** Windows 10 1809 and Server 2019. */
    public static final FirstBuild V1809 = of(17763);

    /** Nothing is known. */
    public static final FirstBuild UNKNOWN = new FirstBuild(0, 0);

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(14393, "Windows 10 1607, Server 2016"),
                    Map.entry(17763, "Windows 10 1809, Server 2019"),
                    Map.entry(18362, "Windows 10 1903"),
                    Map.entry(19041, "Windows 10 2004"),
                    Map.entry(20348, "Server 2022"),
                    Map.entry(22000, "Windows 11 21H2"),
                    Map.entry(22621, "Windows 11 22H2"),
                    Map.entry(25398, "Server 23H2"),
                    Map.entry(26100, "Windows 11 24H2, Server 2025"));

    /** Exactly this build. */
    public static FirstBuild of(int build) {
        return new FirstBuild(build, build);
    }

    /** Some build after one, and at the latest another. */
    public static FirstBuild between(int lacking, int having) {
        return new FirstBuild(lacking, having);
    }

    /** Some build after this one. */
    public static FirstBuild after(int lacking) {
        return new FirstBuild(lacking, 0);
    }

    /** For a table: {@code 17763}, {@code 18363 to 22000}, {@code after 22621}, {@code unknown}. */
    public String shortText() {
        if (having == 0) {
            return lacking == 0 ? "unknown" : "after " + lacking;
        }
        return lacking == having ? Integer.toString(having) : (lacking + 1) + " to " + having;
    }

    /** For a message: a phrase that goes on from "it came with". */
    public String text() {
        if (having == 0) {
            return lacking == 0
                    ? "a Windows build that is not known"
                    : "a Windows build after " + named(lacking);
        }
        return lacking == having
                ? "Windows build " + named(having)
                : "a Windows build after " + named(lacking) + ", at the latest " + named(having);
    }

    private static String named(int build) {
        @Nullable String name = NAMES.get(build);
        return name == null ? Integer.toString(build) : build + " (" + name + ")";
    }
}
