package dev.barista.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which module may know which; the compiler sees to the rest, because all of them are modules. */
class ModuleArrowsTest {
    private static final String OURS = "dev.barista.";
    private static final Pattern NAME = Pattern.compile("(?m)^(?:open )?module ([\\w.]+) \\{");
    private static final Pattern REQUIRES =
            Pattern.compile("(?m)^ +requires (?:static |transitive )*([\\w.]+);");

    /** By module, which others of ours it may require. What is on top may know everything. */
    private static final Map<String, Set<String>> ALLOWED =
            Map.ofEntries(
                    Map.entry("spi", Set.of()),
                    Map.entry("processor", Set.of("spi")),
                    Map.entry("devices", Set.of("spi")),
                    Map.entry("pci", Set.of("spi")),
                    Map.entry("runtime", Set.of("spi", "pci")),
                    Map.entry("vfiouser", Set.of("spi", "pci", "runtime")),
                    Map.entry("compute", Set.of()),
                    Map.entry("schemagenerator", Set.of()),
                    Map.entry("hyperv", Set.of("spi", "pci", "runtime", "compute")),
                    Map.entry("qemu", Set.of("compute")),
                    Map.entry("guesttools", Set.of("qemu")),
                    Map.entry("testkit", Set.of("spi", "pci", "runtime")),
                    Map.entry(
                            "testkit.guest",
                            Set.of("spi", "pci", "runtime", "vfiouser", "qemu", "testkit")),
                    Map.entry("standins", Set.of("testkit")));

    private static final Set<String> ON_TOP = Set.of("launcher", "benchmarks");

    @Test
    void dependenciesPointDownOnly() {
        Map<String, Set<String>> notAllowed = new TreeMap<>();
        requiredByModule()
                .forEach(
                        (module, required) -> {
                            Set<String> wrong = new TreeSet<>(required);
                            wrong.removeIf(name -> !name.startsWith(OURS));
                            wrong.removeIf(name -> isAllowed(module, name));
                            if (!wrong.isEmpty()) {
                                notAllowed.put(module, wrong);
                            }
                        });

        assertThat(notAllowed).isEmpty();
    }

    @Test
    void theTableKnowsEveryModule() {
        Set<String> known = new TreeSet<>(ALLOWED.keySet());
        known.addAll(ON_TOP);

        assertThat(requiredByModule().keySet())
                .allSatisfy(module -> assertThat(known).contains(group(module)));
    }

    @Test
    void whatDeviceAuthorsImportNeedsNothingButJSpecify() {
        Set<String> required = requiredByModule().getOrDefault(OURS + "spi", Set.of());

        assertThat(required)
                .contains("org.jspecify")
                .allMatch(name -> name.equals("org.jspecify") || name.startsWith("java."));
    }

    private static boolean isAllowed(String module, String required) {
        String group = group(module);
        return ON_TOP.contains(group)
                || ALLOWED.getOrDefault(group, Set.of()).contains(group(required));
    }

    /**
     * What the table calls a module: its name after ours, or only the first word of that, such as
     * {@code benchmarks} for {@code dev.barista.benchmarks.jmh}.
     */
    private static String group(String module) {
        String rest = module.substring(OURS.length());
        return !ALLOWED.containsKey(rest) && rest.contains(".")
                ? rest.substring(0, rest.indexOf('.'))
                : rest;
    }

    private static Map<String, Set<String>> requiredByModule() {
        Map<String, Set<String>> required = new TreeMap<>();
        for (var source : SourceTree.mainSources()) {
            if (!source.name().equals("module-info.java")) {
                continue;
            }
            Matcher name = NAME.matcher(source.text());
            assertThat(name.find()).as("a module's name in %s", source).isTrue();
            Set<String> names = new TreeSet<>();
            REQUIRES.matcher(source.text()).results().forEach(match -> names.add(match.group(1)));
            required.put(name.group(1), names);
        }
        return required;
    }
}
