package dev.barista.launcher;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The partitions that the command line can name. */
enum PartitionName {
    VFIO_USER("vfio-user"),
    IN_PROCESS("in-process"),
    HYPERV("hyperv");

    private final String text;

    PartitionName(String text) {
        this.text = text;
    }

    /** Understands the names as people write them. */
    static final class Converter implements ITypeConverter<PartitionName> {
        @Override
        public PartitionName convert(String typed) {
            return Arrays.stream(values())
                    .filter(name -> name.text.equals(typed))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(refusal(typed)));
        }

        private static String refusal(String typed) {
            String known =
                    Arrays.stream(values())
                            .map(name -> name.text)
                            .collect(Collectors.joining(", "));
            return "'%s' is none of %s".formatted(typed, known);
        }
    }
}
