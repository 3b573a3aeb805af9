package dev.barista.launcher;

import dev.barista.compute.Availability;
import dev.barista.hyperv.HyperVProvider;
import dev.barista.vfiouser.VfioUserPartition;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The partitions that the command line can name. */
enum PartitionName {
    VFIO_USER("vfio-user"),
    IN_PROCESS("in-process"),
    HYPERV("hyperv");

    private static final String ANOTHER = "choose another partition";

    private final String text;

    PartitionName(String text) {
        this.text = text;
    }

    /** Whether this machine can have one. */
    Availability availability() {
        return switch (this) {
            case VFIO_USER ->
                    VfioUserPartition.obstacle()
                            .<Availability>map(
                                    obstacle -> new Availability.Unavailable(obstacle, ANOTHER))
                            .orElseGet(
                                    () ->
                                            new Availability.Available(
                                                    "QEMU >= 10.1 and other clients connect to a"
                                                            + " socket"));
            case IN_PROCESS -> new Availability.Available("registers and RAM in this process");
            case HYPERV -> new HyperVProvider().availability();
        };
    }

    @Override
    public String toString() {
        return text;
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
