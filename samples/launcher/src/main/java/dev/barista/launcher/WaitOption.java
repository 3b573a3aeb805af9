package dev.barista.launcher;

import dev.barista.vfiouser.WaitPolicy;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;

/** The option that says how a server waits for accesses. */
final class WaitOption {
    @Option(
            names = "--wait",
            paramLabel = "HOW",
            converter = Converter.class,
            completionCandidates = Names.class,
            description = {
                "How to wait for an access: 'block' (the default) sleeps; 'spin' takes a processor",
                "for each device; a number spins so many microseconds after an access, then sleeps."
            })
    private WaitPolicy policy = new WaitPolicy.Block();

    WaitPolicy policy() {
        return policy;
    }

    /** What can be completed. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("block", "spin").iterator();
        }
    }

    /** Understands the names and numbers. */
    static final class Converter implements ITypeConverter<WaitPolicy> {
        @Override
        public WaitPolicy convert(String typed) {
            return switch (typed) {
                case "block" -> new WaitPolicy.Block();
                case "spin" -> new WaitPolicy.Spin();
                default -> spinning(typed);
            };
        }

        private static WaitPolicy spinning(String typed) {
            try {
                Duration spin = Duration.of(Integer.parseInt(typed), ChronoUnit.MICROS);
                return new WaitPolicy.SpinThenBlock(spin);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'%s' is none of block, spin and a number of microseconds"
                                .formatted(typed));
            }
        }
    }
}
