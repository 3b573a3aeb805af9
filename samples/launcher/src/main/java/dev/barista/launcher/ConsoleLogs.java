package dev.barista.launcher;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.util.ResourceBundle;

/**
 * Where the framework's log goes: warnings and errors, a line each, on the error stream; in full
 * with {@code --verbose}. Thread-safe.
 */
public final class ConsoleLogs extends System.LoggerFinder {
    /** For the service loader. */
    public ConsoleLogs() {}

    @Override
    public Logger getLogger(String name, Module module) {
        return new ConsoleLog(name);
    }

    private record ConsoleLog(String name) implements Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            Level least = Verbosity.isVerbose() ? Level.INFO : Level.WARNING;
            return level.getSeverity() >= least.getSeverity() && level != Level.OFF;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable cause) {
            if (!isLoggable(level)) {
                return;
            }
            System.err.println("barista: " + message + (cause == null ? "" : ": " + cause));
            if (cause != null && Verbosity.isVerbose()) {
                cause.printStackTrace(System.err);
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object... arguments) {
            if (isLoggable(level)) {
                log(level, bundle, text(format, arguments), (Throwable) null);
            }
        }

        private static @Nullable String text(
                @Nullable String format, @Nullable Object[] arguments) {
            return format == null || arguments.length == 0
                    ? format
                    : MessageFormat.format(format, arguments);
        }
    }
}
