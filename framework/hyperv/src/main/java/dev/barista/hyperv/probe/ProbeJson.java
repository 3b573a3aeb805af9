package dev.barista.hyperv.probe;

import dev.barista.hyperv.HyperVFunction;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.StringWriter;
import java.util.List;
import java.util.TreeMap;

/** A report as JSON, for people to send and for machines to read. */
final class ProbeJson {
    private static final ObjectWriteContext PRETTY =
            new ObjectWriteContext.Base() {
                @Override
                public PrettyPrinter getPrettyPrinter() {
                    return new DefaultPrettyPrinter();
                }

                @Override
                public boolean hasPrettyPrinter() {
                    return true;
                }
            };

    private ProbeJson() {}

    static String write(ProbeReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(PRETTY, text)) {
            json.writeStartObject();
            json.writeStringProperty("windows", report.windows());
            strings(json, "schemaVersions", report.schemaVersions());
            json.writeArrayPropertyStart("boots");
            report.boots().forEach(boot -> boot(json, boot));
            json.writeEndArray();
            json.writeObjectPropertyStart("functions");
            for (HyperVFunction function : report.functions()) {
                json.writeBooleanProperty(
                        function.library() + "!" + function.name(), function.present());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void boot(JsonGenerator json, ProbeReport.Boot boot) {
        json.writeStartObject();
        json.writeStringProperty("hostingModel", boot.hostingModel());
        json.writeArrayPropertyStart("steps");
        for (ProbeReport.Step step : boot.steps()) {
            json.writeStartObject();
            json.writeStringProperty("name", step.name());
            json.writeNumberProperty("milliseconds", step.milliseconds());
            if (step.failure() != null) {
                json.writeStringProperty("failure", step.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("callbacks");
        new TreeMap<>(boot.callbacks()).forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeNumberProperty("threads", boot.threads());
        strings(json, "configuration", boot.configuration());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
