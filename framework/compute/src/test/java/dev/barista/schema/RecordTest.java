package dev.barista.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.barista.compute.schema.Attachment;
import dev.barista.compute.schema.AttachmentType;
import dev.barista.compute.schema.ComPort;
import dev.barista.compute.schema.ConsoleSize;
import dev.barista.compute.schema.CrashReport;
import dev.barista.compute.schema.Devices;
import dev.barista.compute.schema.FlexibleIoDevice;
import dev.barista.compute.schema.FlexibleIoDeviceHostingModel;
import dev.barista.compute.schema.ModifySettingRequest;
import dev.barista.network.schema.HostComputeNetwork;
import dev.barista.network.schema.NetworkFlags;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a record with a builder does, whichever type it is. */
class RecordTest {
    @Test
    void listsGrowAndAreCopied() {
        List<String> given = new ArrayList<>(List.of("a=1"));

        FlexibleIoDevice.Builder builder =
                FlexibleIoDevice.builder().configuration(given).configuration("b=2", "c=3");
        given.clear();
        FlexibleIoDevice device = builder.build();
        builder.configuration("d=4");

        assertThat(device.configuration()).containsExactly("a=1", "b=2", "c=3");
    }

    @Test
    void mapsKeepTheirOrder() {
        Devices devices =
                Devices.builder()
                        .comPorts(1, ComPort.builder().namedPipe("b").build())
                        .comPorts(0, ComPort.builder().namedPipe("a").build())
                        .build();

        assertThat(devices)
                .hasToString(
                        "{\"ComPorts\":{\"1\":{\"NamedPipe\":\"b\"},\"0\":{\"NamedPipe\":\"a\"}}}");
    }

    @Test
    void aNumberOutOfItsRangeIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsoleSize.builder().width(65_536).build())
                .withMessage("Width: 65536 is not in 0 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Devices.builder().comPorts(-1, ComPort.builder().build()).build())
                .withMessage("ComPorts: -1 is not in 0 to 4294967295");
    }

    @Test
    void numbersOf64BitsHaveNoSign() {
        CrashReport report =
                CrashReport.fromJson("{\"CrashParameters\": [18446735277616529408, 1]}");

        assertThat(report.crashParameters()).containsExactly(0xffff_f800_0000_0000L, 1L);
        assertThat(report).hasToString("{\"CrashParameters\":[18446735277616529408,1]}");
    }

    @Test
    void unknownValuesOfEnumerationsComeBackAsTheyWere() {
        FlexibleIoDevice device =
                FlexibleIoDevice.fromJson("{\"HostingModel\": \"ExternalRestricted\"}");
        HostComputeNetwork network = HostComputeNetwork.fromJson("{\"Flags\": 8}");

        assertThat(device.hostingModel())
                .isEqualTo(FlexibleIoDeviceHostingModel.of("ExternalRestricted"));
        assertThat(device).hasToString("{\"HostingModel\":\"ExternalRestricted\"}");
        assertThat(network.flags()).isEqualTo(NetworkFlags.of(8));
        assertThat(network).hasToString("{\"Flags\":8}");
    }

    @Test
    void aKnownFieldAmongTheUnknownOnesIsRefused() {
        Attachment.Builder builder = Attachment.builder().unknownField("Path", new Json("1"));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("Path is a field of the schema");
    }

    @Test
    void anObjectGoesWhereAnyValueMay() {
        Attachment disk = Attachment.builder().type(AttachmentType.ISO).path("C:\\a.iso").build();

        ModifySettingRequest request = ModifySettingRequest.builder().settings(disk).build();

        assertThat(request)
                .hasToString("{\"Settings\":{\"Type\":\"Iso\",\"Path\":\"C:\\\\a.iso\"}}");
        Json settings = Objects.requireNonNull(request.settings());
        assertThat(Attachment.fromJson(settings.text())).isEqualTo(disk);
    }

    @Test
    void anyValueIsOneValueWithoutWhiteSpace() {
        assertThat(new Json(" { \"a\" : [ 1.10 , null ] } ").text())
                .isEqualTo("{\"a\":[1.10,null]}");
        assertThatExceptionOfType(SchemaException.class).isThrownBy(() -> new Json("1 2"));
        assertThatExceptionOfType(SchemaException.class).isThrownBy(() -> new Json("{} , "));
    }
}
