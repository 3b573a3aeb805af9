package dev.barista.hyperv.probe;

import dev.barista.hyperv.HyperVFunction;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a probe has found.
 *
 * @param windows the version of Windows: {@code 10.0.26100}
 * @param functions all that this module calls, with whether they are there
 * @param schemaVersions which schema versions documents may have; empty if the service did not say
 * @param boots one for each hosting model
 */
public record ProbeReport(
        String windows,
        List<HyperVFunction> functions,
        List<String> schemaVersions,
        List<Boot> boots) {
    /** Copies the lists. */
    public ProbeReport {
        functions = List.copyOf(functions);
        schemaVersions = List.copyOf(schemaVersions);
        boots = List.copyOf(boots);
    }

    /**
     * A machine with the probe's device.
     *
     * @param hostingModel the word of the document
     * @param steps what was done, in order
     * @param callbacks how often the platform has made each of the ten callbacks
     * @param threads how many threads they came on
     * @param configuration the strings that came with SetConfiguration
     */
    public record Boot(
            String hostingModel,
            List<Step> steps,
            Map<String, Long> callbacks,
            int threads,
            List<String> configuration) {
        /** Copies the collections. */
        public Boot {
            steps = List.copyOf(steps);
            callbacks = Map.copyOf(callbacks);
            configuration = List.copyOf(configuration);
        }

        /** Whether the platform has started the device. */
        public boolean deviceStarted() {
            return callbacks.containsKey("Start");
        }
    }

    /**
     * Something that the probe did.
     *
     * @param failure what went wrong, with the platform's code; null if nothing did
     */
    public record Step(String name, long milliseconds, @Nullable String failure) {}

    /** Whether the platform has started a device in one of the hosting models. */
    public boolean deviceStarted() {
        return boots.stream().anyMatch(Boot::deviceStarted);
    }

    /** The report as JSON, which names nobody: it has no path, user or machine. */
    public String toJson() {
        return ProbeJson.write(this);
    }
}
