package dev.barista.launcher.description;

import dev.barista.compute.Availability;
import dev.barista.compute.Finding;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * What a machine offers, for people and for machines.
 *
 * @param partitions where devices can be attached
 * @param providers what runs virtual machines
 */
public record MachineReport(List<Finding> partitions, List<Provider> providers) {
    /**
     * What one provider found.
     *
     * @param name the provider's
     */
    public record Provider(String name, List<Finding> findings) {}

    /** One line for each finding, under headings. */
    public String text() {
        Columns columns = new Columns().row("SUBJECT", "", "WHAT WAS FOUND");
        partitions.forEach(partition -> row(columns, "partition", partition));
        for (Provider provider : providers) {
            provider.findings().forEach(finding -> row(columns, provider.name(), finding));
        }
        return columns.text("");
    }

    private static void row(Columns columns, String of, Finding finding) {
        String subject = of + " " + finding.subject();
        switch (finding.availability()) {
            case Availability.Available(String found) -> columns.row(subject, "yes", found);
            case Availability.Unavailable(String reason, String nextStep) ->
                    columns.row(subject, "no", reason + "; " + nextStep);
        }
    }

    /** The same as an object. */
    public JsonNode json() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        addAll(report.putArray("partitions"), partitions);
        ArrayNode list = report.putArray("providers");
        for (Provider provider : providers) {
            ObjectNode node = list.addObject().put("name", provider.name());
            addAll(node.putArray("findings"), provider.findings());
        }
        return report;
    }

    private static void addAll(ArrayNode list, List<Finding> findings) {
        for (Finding finding : findings) {
            ObjectNode node = list.addObject().put("subject", finding.subject());
            switch (finding.availability()) {
                case Availability.Available(String found) ->
                        node.put("available", true).put("found", found);
                case Availability.Unavailable(String reason, String nextStep) ->
                        node.put("available", false)
                                .put("reason", reason)
                                .put("nextStep", nextStep);
            }
        }
    }
}
