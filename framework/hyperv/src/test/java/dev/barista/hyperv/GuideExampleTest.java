package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.compute.ComputeProcess;
import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.compute.EventOption;
import dev.barista.hyperv.network.Endpoint;
import dev.barista.hyperv.network.Network;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.UUID;

/** What the guide's page "Drive Hyper-V" shows. */
@StandInTest
class GuideExampleTest {
    @Test
    void aMachineRunsAProgram() throws IOException {
        String document =
                """
                {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "me",
                 "VirtualMachine": {"ComputeTopology": {"Memory": {"SizeInMB": 64}}}}\
                """;
        String parameters =
                """
                {"CommandLine": "echo espresso", "CreateStdOutPipe": true}\
                """;

        try (ComputeSystem system = ComputeSystem.create("my-machine", document).join()) {
            system.onEvent(EnumSet.noneOf(EventOption.class), System.out::println);
            system.start().join();
            try (ComputeProcess process = system.createProcess(parameters).join()) {
                byte[] said = process.output().readAllBytes();
                assertThat(new String(said, StandardCharsets.UTF_8)).startsWith("espresso");
            }
            system.terminate().join();
        }
    }

    @Test
    void anEndpointIsMadeInANetwork() {
        UUID networkId = UUID.randomUUID();
        UUID endpointId = UUID.randomUUID();
        String settings = "{\"Name\": \"my-network\", \"Type\": \"NAT\"}";

        try (Network network = Network.create(networkId, settings);
                Endpoint endpoint = Endpoint.create(network, endpointId, "{}")) {
            System.out.println(endpoint.properties());
        }
        Endpoint.delete(endpointId);
        Network.delete(networkId);
    }
}
