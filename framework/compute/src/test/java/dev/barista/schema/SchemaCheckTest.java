package dev.barista.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.barista.compute.schema.ComputeSystem;
import dev.barista.compute.schema.HcsSchema;
import dev.barista.network.schema.HcnSchema;
import dev.barista.network.schema.HostComputeNetwork;
import dev.barista.network.schema.NetworkMode;
import dev.barista.schema.GeneratedType.Field;
import dev.barista.schema.SchemaCheck.Newer;
import dev.barista.schema.SchemaCheck.Unknown;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** What a version of the schema does not have is refused by name. */
class SchemaCheckTest {
    private static final String VIRTUAL_MACHINE =
            """
            {"VirtualMachine": {
              "Chipset": {"LinuxKernelDirect": {"KernelFilePath": "vmlinuz"}},
              "Devices": {
                "VirtualPci": {"a/b": {"Functions": [{"VirtualFunction": 1}]}},
                "Scsi": {"0": {"Attachments": {"0": {"CachingMode": "Cached"}}}}
              }
            }}
            """;

    static Stream<Field> fields() {
        return GeneratedType.fields();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldIsRefusedByNameUntilTheVersionItCameWith(Field field) {
        SchemaVersion since = SchemaVersion.parse(field.facts().since());
        SchemaVersion before =
                since.minor() == 0
                        ? new SchemaVersion(since.major() - 1, 9)
                        : new SchemaVersion(since.major(), since.minor() - 1);
        SchemaObject document = field.type().fromJson(documentWith(field));

        assertThat(SchemaCheck.check(document, before))
                .anySatisfy(
                        newer -> {
                            assertThat(newer.pointer()).isEqualTo("/" + field.name());
                            assertThat(newer.name()).isEqualTo(field.name());
                            assertThat(newer.since().version()).isEqualTo(since);
                        });
        assertThat(SchemaCheck.check(document, since))
                .noneMatch(newer -> newer.name().equals(field.name()));
    }

    @Test
    void everythingBelowANewFieldIsListedToo() {
        ComputeSystem document = ComputeSystem.fromJson(VIRTUAL_MACHINE);

        assertThat(SchemaCheck.check(document, new SchemaVersion(2, 0)))
                .extracting(Newer::pointer)
                .containsExactly(
                        "/VirtualMachine/Chipset/LinuxKernelDirect",
                        "/VirtualMachine/Chipset/LinuxKernelDirect/KernelFilePath",
                        "/VirtualMachine/Devices/Scsi/0/Attachments/0/CachingMode",
                        "/VirtualMachine/Devices/Scsi/0/Attachments/0/CachingMode",
                        "/VirtualMachine/Devices/VirtualPci",
                        "/VirtualMachine/Devices/VirtualPci/a~1b/Functions",
                        "/VirtualMachine/Devices/VirtualPci/a~1b/Functions/0/VirtualFunction");
    }

    @Test
    void theMessageNamesFieldVersionAndWindows() {
        ComputeSystem document = ComputeSystem.fromJson(VIRTUAL_MACHINE);

        assertThatExceptionOfType(NewerSchemaException.class)
                .isThrownBy(() -> SchemaCheck.require(document, new SchemaVersion(2, 1)))
                .withMessageContaining("schema 2.1 does not have all of the document")
                .withMessageContaining(
                        "/VirtualMachine/Chipset/LinuxKernelDirect: LinuxKernelDirect needs schema"
                                + " 2.2 (Windows 10 SDK, version 1903 (10.0.18362.1))")
                .satisfies(e -> assertThat(e.newer()).hasSize(5));
    }

    @Test
    void aHostThatIsNewerThanAllThatIsKnownTakesEverything() {
        ComputeSystem document = ComputeSystem.fromJson(VIRTUAL_MACHINE);

        SchemaCheck.require(document, new SchemaVersion(2, 7));

        assertThat(SchemaCheck.check(document, new SchemaVersion(2, 7))).isEmpty();
    }

    @Test
    void aValueOfAnEnumerationIsRefusedByName() {
        HostComputeNetwork network =
                HostComputeNetwork.builder().type(NetworkMode.MIRRORED).build();

        assertThat(SchemaCheck.check(network, new SchemaVersion(2, 3)))
                .containsExactly(new Newer("/Type", "Mirrored", HcnSchema.V2_4));
        assertThat(SchemaCheck.check(network, new SchemaVersion(2, 4))).isEmpty();
    }

    @Test
    void fieldsAndValuesThatNoVersionHasAreFound() {
        ComputeSystem document =
                ComputeSystem.fromJson(
                        """
                        {"VirtualMachine": {"Devices": {
                          "Scssi": {},
                          "FlexibleIov": {"edu": {"HostingModel": "ExternalRestricted"}}
                        }}}
                        """);

        assertThat(SchemaCheck.unknown(document))
                .containsExactly(
                        new Unknown(
                                "/VirtualMachine/Devices/FlexibleIov/edu/HostingModel",
                                "ExternalRestricted"),
                        new Unknown("/VirtualMachine/Devices/Scssi", "Scssi"));
    }

    @Test
    void aVersionWithoutWindowsOfItsOwnCameWithTheNextOneThatHasOne() {
        assertThat(HcnSchema.V2_5).hasToString("2.5 (Windows 10, version 2004 (10.0.19041.0))");
        assertThat(HcnSchema.V2_16).hasToString("2.16");
        assertThat(HcsSchema.ALL)
                .extracting(SchemaRelease::version)
                .isSorted()
                .hasSize(7)
                .startsWith(new SchemaVersion(2, 0));
    }

    private static String documentWith(Field field) {
        String value = new SampleDocument(field.type().schema()).value(field.facts().type());
        return "{\"%s\": %s}".formatted(field.name(), value);
    }
}
