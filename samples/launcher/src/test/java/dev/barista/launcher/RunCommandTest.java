package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCommandTest {
    @Test
    void inProcessACommandReadsAndWritesRegisters() {
        Invocation run =
                Invocation.of(
                        "run",
                        "edu",
                        "--partition",
                        "in-process",
                        "--exec",
                        "read ID; write liveness 1; read liveness");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).containsExactly("0x010000ed", "0xfffffffe");
    }

    @Test
    void aCommandThatFailsEndsItWithOne() {
        Invocation run =
                Invocation.of("run", "edu", "--partition", "in-process", "--exec", "read nothing");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("no register 'nothing'");
    }

    @Test
    void theConsoleExecutesLinesUntilExit() {
        Invocation run =
                Invocation.withInput(
                        "read ID\nexit\nread ID\n", "run", "edu", "--partition", "in-process");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).containsExactly("0x010000ed");
    }

    @Test
    void anInterruptIsShownWhenItComes() {
        Invocation run =
                Invocation.of(
                        "run", "edu", "--partition", "in-process", "--exec", "write 0:0x60 1");

        assertThat(run.out().lines()).containsExactly("interrupt: pin asserted");
    }

    @Test
    void devicesOfTheSameKindAreNumbered() {
        Invocation run =
                Invocation.of(
                        "run",
                        "edu",
                        "edu",
                        "--partition",
                        "in-process",
                        "--exec",
                        "write liveness 1; use edu-2; peek liveness");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("0x00000000  liveness");
    }

    @Test
    void hyperVIsRefusedWithTheAlternatives() {
        Invocation run = Invocation.of("run", "edu", "--partition", "hyperv");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("Hyper-V is a part of Windows", "vfio-user", "in-process");
    }

    @Test
    void anUnknownPartitionIsAUsageErrorThatNamesTheKnownOnes() {
        Invocation run = Invocation.of("run", "edu", "--partition", "xen");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("'xen'", "vfio-user, in-process, hyperv");
    }

    @Test
    void anUnknownDeviceIsSaidBeforeAnythingIsFetched() {
        Invocation run = Invocation.of("run", "nope", "--exec", "true");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains("'nope'");
    }
}
