package dev.barista.hyperv.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@StandInTest
class ComputeProcessTest {
    private final StandIns standIns;
    private ComputeSystem system;

    ComputeProcessTest(StandIns standIns) {
        this.standIns = standIns;
    }

    @BeforeEach
    void start() {
        system = ComputeSystem.create("one", Documents.MACHINE).join();
        system.start().join();
    }

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void whatAProcessWritesIsRead() throws IOException {
        try (ComputeProcess process = create("echo espresso")) {
            assertThat(text(process.output().readAllBytes())).isEqualTo("espresso\n");
            assertThat(process.error().readAllBytes()).isEmpty();
        }
    }

    @Test
    void whatAProcessComplainsAboutIsReadFromTheOtherStream() throws IOException {
        try (ComputeProcess process = create("complain decaf")) {
            assertThat(text(process.error().readAllBytes())).isEqualTo("decaf\n");
        }
    }

    @Test
    void whatIsWrittenReachesTheProcess() throws IOException, InterruptedException {
        byte[] much = "0123456789abcdef".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        try (ComputeProcess process = create("cat")) {
            Thread writer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (var input = process.input()) {
                                            input.write(much);
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    });
            byte[] back = process.output().readNBytes(much.length);
            writer.join();

            assertThat(back).isEqualTo(much);
            assertThat(process.output().read()).isEqualTo(-1);
        }
    }

    @Test
    void aProcessTellsItsExitCode() {
        try (ComputeProcess process = create("exit 7")) {
            assertThat(process.waitForExit(Duration.ofMinutes(1))).contains("\"ExitCode\":7");
        }
    }

    @Test
    void theEndOfAProcessIsAnEventOfIt() throws InterruptedException {
        BlockingQueue<ComputeEvent> events = new LinkedBlockingQueue<>();
        try (ComputeProcess process = create("sleep")) {
            process.onEvent(EnumSet.noneOf(EventOption.class), events::add);

            process.terminate().join();

            ComputeEvent exited = Objects.requireNonNull(events.poll(1, TimeUnit.MINUTES));
            assertThat(exited.knownType()).isEqualTo(EventType.PROCESS_EXITED);
        }
    }

    @Test
    void aClosedStreamIsNotRead() throws IOException {
        try (ComputeProcess process = create("sleep")) {
            process.output().close();

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> process.output().read())
                    .withMessageContaining("closed");
            process.terminate().join();
        }
    }

    @Test
    void aProcessIsOpenedByItsNumber() {
        try (ComputeProcess process = create("sleep");
                ComputeProcess again = system.openProcess(process.processId())) {
            assertThat(again.queryProcessId().join()).isEqualTo(process.processId());
            assertThat(again.properties(null).join()).contains("\"Exited\":false");

            again.terminate().join();
        }
    }

    @Test
    void aProcessThatCantBeCreatedLeavesNothingOpen() {
        standIns.failOperation("HcsCreateProcess", 0x8007_0002, null);

        assertThat(system.createProcess(Documents.process("echo")).handle((p, e) -> e).join())
                .isNotNull()
                .hasMessageContaining("ERROR_FILE_NOT_FOUND");
    }

    private ComputeProcess create(String commandLine) {
        return system.createProcess(Documents.process(commandLine)).join();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
