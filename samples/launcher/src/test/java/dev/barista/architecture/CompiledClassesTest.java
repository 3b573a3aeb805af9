package dev.barista.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the compiled classes of the modules below the launcher tell. */
class CompiledClassesTest {
    /** The restricted methods of Java 22: what can end the JVM if it is used wrongly. */
    private static final Map<String, Set<String>> RESTRICTED =
            Map.of(
                    "java.lang.foreign.MemorySegment", Set.of("reinterpret"),
                    "java.lang.foreign.SymbolLookup", Set.of("libraryLookup"),
                    "java.lang.foreign.Linker", Set.of("downcallHandle", "upcallStub"),
                    "java.lang.foreign.AddressLayout", Set.of("withTargetLayout"),
                    "java.lang.System", Set.of("load", "loadLibrary"),
                    "java.lang.Runtime", Set.of("load", "loadLibrary"));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        List<Path> folders =
                SourceTree.modules().stream()
                        .map(module -> module.resolve("target/classes"))
                        .filter(Files::isDirectory)
                        .toList();
        classes = new ClassFileImporter().importPaths(folders);
    }

    @Test
    void theModulesTheLauncherStandsOnAreAmongThem() {
        assertThat(classes)
                .extracting(type -> type.getPackageName())
                .contains(
                        "dev.barista.spi",
                        "dev.barista.processor",
                        "dev.barista.pci",
                        "dev.barista.runtime",
                        "dev.barista.vfiouser",
                        "dev.barista.vfiouser.ffi",
                        "dev.barista.qemu",
                        "dev.barista.testkit",
                        "dev.barista.testkit.guest",
                        "dev.barista.devices.edu",
                        "dev.barista.launcher");
    }

    @Test
    void nativeCodeIsReachedFromFfiPackagesOnly() {
        DescribedPredicate<JavaMethodCall> restricted =
                describe(
                        "a restricted method",
                        call ->
                                RESTRICTED
                                        .getOrDefault(call.getTargetOwner().getName(), Set.of())
                                        .contains(call.getName()));

        noClasses()
                .that()
                .resideOutsideOfPackage("..ffi..")
                .should()
                .callMethodWhere(restricted)
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.barista.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void nothingUsesInternalsOfTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..")
                .check(classes);
    }
}
