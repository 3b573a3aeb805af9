package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands there are, however the one that is meant is found. */
class CommandsTest {
    @Test
    void helpNamesEveryCommandButTheOneForSupervisors() {
        Invocation help = Invocation.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("devices", "describe", "serve", "run", "guest", "completion")
                .doesNotContain(ServeChildCommand.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "describe", "serve", "run", "guest", "completion"})
    void everyCommandHasItsHelp(String command) {
        Invocation help = Invocation.of(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("barista " + command);
    }

    @Test
    void anOptionMayComeBeforeTheCommand() {
        Invocation devices = Invocation.of("--verbose", "devices");

        assertThat(devices.exitCode()).isZero();
        assertThat(devices.out()).contains("edu");
    }

    @Test
    void aCommandThatThereIsNotIsAUsageError() {
        assertThat(Invocation.of("severe").exitCode()).isEqualTo(2);
    }

    @Test
    void aCompletionScriptKnowsTheOptionsOfEveryCommand() {
        Invocation completion = Invocation.of("completion");

        assertThat(completion.exitCode()).isZero();
        assertThat(completion.out()).contains("--socket-dir", "--exec", "--plugin-path");
    }
}
