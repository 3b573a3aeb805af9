package dev.barista.hyperv.compute;

import dev.barista.compute.schema.BasicInformation;
import dev.barista.compute.schema.ServiceProperties;
import dev.barista.compute.schema.Version;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.compute.ServiceCalls;
import dev.barista.hyperv.ffi.compute.SystemCalls;
import dev.barista.hyperv.json.ServiceJson;
import dev.barista.schema.Json;
import dev.barista.schema.SchemaVersion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The service itself: which systems there are, what it can do, and its settings. Thread-safe. */
public final class HostComputeService {
    private static final String VERSIONS_QUERY = "{\"PropertyTypes\":[\"Basic\"]}";

    private HostComputeService() {}

    /**
     * The systems of this host, a JSON array of Properties.
     *
     * @param query a SystemQuery that narrows it down; null for all
     */
    public static Operation<String> systems(@Nullable String query) {
        return Operation.start(
                "HcsEnumerateComputeSystems",
                OperationSetup.NONE,
                operation -> SystemCalls.enumerate(query, operation));
    }

    /** As {@link #systems}, of those in a namespace of ids. */
    public static Operation<String> systemsInNamespace(String namespace, @Nullable String query) {
        return Operation.start(
                "HcsEnumerateComputeSystemsInNamespace",
                OperationSetup.NONE,
                operation -> SystemCalls.enumerateInNamespace(namespace, query, operation));
    }

    /**
     * What the service says of itself, ServiceProperties.
     *
     * @param query a PropertyQuery; null for what the service gives by itself
     */
    public static String properties(@Nullable String query) {
        return ServiceCalls.properties(query).orThrow();
    }

    /**
     * Which schema versions documents may have; each {@linkplain SchemaVersion#includes includes}
     * smaller ones.
     *
     * @throws HyperVException also if the service's answer makes no sense
     */
    public static List<SchemaVersion> schemaVersions() {
        return ServiceJson.read(
                "HcsGetServiceProperties",
                properties(VERSIONS_QUERY),
                HostComputeService::versions);
    }

    private static List<SchemaVersion> versions(String answer) {
        List<Json> properties = ServiceProperties.fromJson(answer).properties();
        List<SchemaVersion> versions = new ArrayList<>();
        for (Json basic : properties == null ? List.<Json>of() : properties) {
            List<Version> supported =
                    BasicInformation.fromJson(basic.text()).supportedSchemaVersions();
            for (Version version : supported == null ? List.<Version>of() : supported) {
                versions.add(new SchemaVersion(number(version.major()), number(version.minor())));
            }
        }
        return List.copyOf(versions);
    }

    private static int number(@Nullable Long number) {
        return number == null ? 0 : (int) Math.min(number, Integer.MAX_VALUE);
    }

    /**
     * Changes settings of the service.
     *
     * @param settings a ModificationRequest
     * @return what the service says to it, empty if nothing
     */
    public static String modify(String settings) {
        return ServiceCalls.modify(settings).orThrow();
    }

    /** Hands a guest's crash to the error reporting of Windows; a CrashReport. */
    public static void submitCrashReport(String report) {
        ServiceCalls.submitReport(report).orThrow();
    }
}
