package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

class DevicesCommandTest {
    @Test
    void listsTheDevicesThatComeWithBarista() {
        Invocation devices = Invocation.of("devices");

        assertThat(devices.exitCode()).isZero();
        assertThat(devices.out().lines().filter(line -> line.startsWith("edu ")))
                .singleElement()
                .asString()
                .contains("1234:11e8", "built in", "educational");
        assertThat(devices.err()).isEmpty();
    }

    @Test
    void listsThemAsJson() {
        Invocation devices = Invocation.of("devices", "--json");

        JsonNode edu =
                JsonMapper.shared()
                        .readTree(devices.out())
                        .valueStream()
                        .filter(device -> device.get("name").asString().equals("edu"))
                        .findFirst()
                        .orElseThrow();
        assertThat(edu.get("vendorId").asString()).isEqualTo("0x1234");
        assertThat(edu.get("deviceId").asString()).isEqualTo("0x11e8");
    }

    @Test
    void aPluginThatIsNotThereIsAUsageError(@TempDir Path folder) {
        Path missing = folder.resolve("missing.jar");

        Invocation devices = Invocation.of("devices", "--plugin-path", missing.toString());

        assertThat(devices.exitCode()).isEqualTo(2);
        assertThat(devices.err().lines())
                .singleElement()
                .asString()
                .contains(missing.toString(), "build it first");
    }

    @Test
    void everyEntryOfThePluginPathIsLookedAt(@TempDir Path folder) throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path missing = folder.resolve("missing.jar");

        Invocation devices =
                Invocation.of("devices", "--plugin-path", empty + File.pathSeparator + missing);

        assertThat(devices.err()).contains(missing.toString());
    }

    @Test
    void aFileThatIsNoJarIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("plugin.jar"), "not a jar");

        Invocation devices = Invocation.of("devices", "--plugin-path", file.toString());

        assertThat(devices.exitCode()).isEqualTo(1);
        assertThat(devices.err().lines()).singleElement().asString().contains(file.toString());
    }
}
