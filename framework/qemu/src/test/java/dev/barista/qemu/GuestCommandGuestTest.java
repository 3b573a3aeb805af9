package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Commands in one real guest. */
class GuestCommandGuestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Guest guest;
    private static Thread bootingThread;

    @BeforeAll
    static void boot() throws Exception {
        GuestProgram program =
                new GuestProgram(
                        "sum",
                        Map.of(
                                "sum.c",
                                """
                                #include <stdio.h>
                                #include <stdlib.h>
                                #include "add.h"
                                int main(int argc, char **argv)
                                {
                                    printf("%d\\n", add(atoi(argv[1]), atoi(argv[2])));
                                    return argc;
                                }
                                """,
                                "add.c",
                                "int add(int a, int b) { return a + b; }\n",
                                "add.h",
                                "int add(int a, int b);\n"));
        Guest.Builder builder =
                Guest.from(RequiredKit.fetch())
                        .programs(List.of(program))
                        .kernelModule(new KernelModule("uio_pci_generic"));
        CompletableFuture<Guest> booted = new CompletableFuture<>();
        bootingThread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        booted.complete(builder.boot());
                                    } catch (IOException | InterruptedException e) {
                                        booted.completeExceptionally(e);
                                    }
                                });
        guest = booted.get();
        bootingThread.join();
    }

    @AfterAll
    static void end() throws IOException {
        if (guest != null) {
            guest.close();
        }
    }

    @Test
    void aCommandsExitCodeIsAnswered() throws Exception {
        assertThat(guest.run("exit 42", PATIENCE)).isEqualTo(new CommandResult(42, ""));
    }

    @Test
    void outputAndErrorOutputComeInOrder() throws Exception {
        assertThat(guest.run("echo one; echo two >&2; echo three", PATIENCE).output())
                .isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void emptyLinesAreKept() throws Exception {
        assertThat(guest.run("echo; echo a; echo; echo; echo b; echo; echo", PATIENCE).output())
                .isEqualTo("\na\n\n\nb\n\n\n");
    }

    @Test
    void aLastLineWithoutAnEndIsComplete() throws Exception {
        assertThat(guest.run("printf 'a\\nb'", PATIENCE).output()).isEqualTo("a\nb\n");
    }

    @Test
    void quotesAndLinesOfACommandKeepTheirMeaning() throws Exception {
        assertThat(guest.run("x='a  \"b\"'\necho \"$x\" \\\n  'ä$'", PATIENCE).output())
                .isEqualTo("a  \"b\" ä$\n");
    }

    @Test
    void aCommandHasNoInput() throws Exception {
        assertThat(guest.run("cat; echo end", PATIENCE).output()).isEqualTo("end\n");
    }

    @Test
    void muchOutputArrivesWhole() throws Exception {
        String expected =
                IntStream.rangeClosed(1, 50_000)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining("\n", "", "\n"));

        assertThat(guest.run("seq 1 50000", PATIENCE).output()).isEqualTo(expected);
    }

    @Test
    void linesAreHandedOverAsTheyCome() throws Exception {
        List<String> lines = new ArrayList<>();

        int exitCode = guest.run("echo a; echo; echo b; false", PATIENCE, lines::add);

        assertThat(lines).containsExactly("a", "", "b");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void aCommandThatTakesTooLongIsKilledWithAllItStarted() throws Exception {
        assertThatThrownBy(
                        () ->
                                guest.run(
                                        "echo $$ >/tmp/group; sleep 1000 & sleep 1000",
                                        Duration.ofSeconds(1)))
                .isInstanceOf(GuestException.class)
                .hasMessageContaining("didn't end within 1 s and was killed");

        assertThat(guest.run("kill -0 -$(cat /tmp/group)", PATIENCE).output())
                .endsWith("No such process\n");
    }

    @Test
    void aCommandThatKillsItselfAnswersTheSignal() throws Exception {
        assertThat(guest.run("kill -9 $$", PATIENCE).exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void commandsOfSeveralThreadsWaitForOneAnother() throws Exception {
        List<Callable<String>> commands =
                IntStream.range(0, 8)
                        .<Callable<String>>mapToObj(
                                i -> () -> guest.run("echo " + i, PATIENCE).output())
                        .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<String> outputs = new ArrayList<>();
            for (Future<String> output : threads.invokeAll(commands)) {
                outputs.add(output.get());
            }
            assertThat(outputs)
                    .containsExactly("0\n", "1\n", "2\n", "3\n", "4\n", "5\n", "6\n", "7\n");
        }
    }

    @Test
    void aGuestProgramIsACommand() throws Exception {
        assertThat(guest.run("sum 2 3", PATIENCE)).isEqualTo(new CommandResult(3, "5\n"));
    }

    @Test
    void lspciListsWhatTheMachineHas() throws Exception {
        assertThat(guest.run("lspci", PATIENCE).output())
                .contains("0000:00:1e.0 078000 1af4:1003 virtio-pci\n");
    }

    @Test
    void modulesAreLoadedWithWhatTheyDependOnAndTheirParameters() throws Exception {
        assertThat(guest.run("cut -d' ' -f1 /proc/modules | sort", PATIENCE).output().lines())
                .contains("uio", "uio_pci_generic", "vfio", "vfio_pci", "vfio_pci_core");
        assertThat(
                        guest.run(
                                        "cat /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts",
                                        PATIENCE)
                                .output())
                .isEqualTo("Y\n");
    }

    @Test
    void qemuAnswersQuestionsAboutTheGuest() throws Exception {
        assertThat(guest.qmp().execute("query-status", Map.of()))
                .isEqualTo(Map.of("running", true, "status", "running"));
    }

    @Test
    void qemuReportsEventsOfTheCommandsItGets() throws Exception {
        var stopped = guest.qmp().nextEvent(event -> event.name().equals("STOP"));
        guest.qmp().execute("stop", Map.of());
        guest.qmp().execute("cont", Map.of());

        assertThat(stopped).succeedsWithin(PATIENCE);
    }

    @Test
    void aGuestOutlivesTheThreadThatBootedIt() throws Exception {
        assertThat(bootingThread.isAlive()).isFalse();
        assertThat(guest.run("echo alive", PATIENCE).output()).isEqualTo("alive\n");
    }

    @Test
    void aBootedGuestHasNoFilesOnTheHost() throws Exception {
        String command = Files.readString(Path.of("/proc", guest.pid() + "", "cmdline"));
        Matcher socket = Pattern.compile("id=control,path=([^,\0]+)").matcher(command);

        assertThat(socket.find()).isTrue();
        assertThat(Path.of(socket.group(1))).doesNotExist();
        assertThat(Path.of(socket.group(1)).getParent()).doesNotExist();
    }
}
