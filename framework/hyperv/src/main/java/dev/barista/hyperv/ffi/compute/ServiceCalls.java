package dev.barista.hyperv.ffi.compute;

import static dev.barista.hyperv.ffi.CTypes.OUT_PWSTR;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.CTypes;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;

import org.jspecify.annotations.Nullable;

/** The service itself, and files of virtual machines. */
public final class ServiceCalls {
    /** What is bound. */
    static final ExportTable EXPORTS = new ExportTable("computecore.h", HostLibrary.COMPUTE_CORE);

    private static final FirstBuild WITH_GROUPS = FirstBuild.of(19041);

    private static final Export PROPERTIES =
            EXPORTS.hresult("HcsGetServiceProperties", V1809, PCWSTR, OUT_PWSTR);
    private static final Export MODIFY =
            EXPORTS.hresult("HcsModifyServiceSettings", V1809, PCWSTR, OUT_PWSTR);
    private static final Export SUBMIT_REPORT =
            EXPORTS.hresult("HcsSubmitWerReport", V1809, PCWSTR);
    private static final Export COMPATIBILITY =
            EXPORTS.hresult(
                    "HcsGetProcessorCompatibilityFromSavedState",
                    FirstBuild.of(20348),
                    PCWSTR,
                    CTypes.pointer("PCWSTR*"));
    private static final Export CREATE_GUEST_STATE =
            EXPORTS.hresult("HcsCreateEmptyGuestStateFile", V1809, PCWSTR);
    private static final Export CREATE_RUNTIME_STATE =
            EXPORTS.hresult("HcsCreateEmptyRuntimeStateFile", V1809, PCWSTR);
    private static final Export GRANT = EXPORTS.hresult("HcsGrantVmAccess", V1809, PCWSTR, PCWSTR);
    private static final Export REVOKE =
            EXPORTS.hresult("HcsRevokeVmAccess", V1809, PCWSTR, PCWSTR);
    private static final Export GRANT_GROUP =
            EXPORTS.hresult("HcsGrantVmGroupAccess", WITH_GROUPS, PCWSTR);
    private static final Export REVOKE_GROUP =
            EXPORTS.hresult("HcsRevokeVmGroupAccess", WITH_GROUPS, PCWSTR);

    private ServiceCalls() {}

    /** What the service says of itself. */
    public static Answer properties(@Nullable String query) {
        return withDocument(PROPERTIES, query);
    }

    /** Changes the service's settings. */
    public static Answer modify(String settings) {
        return withDocument(MODIFY, settings);
    }

    /** Gives a CrashReport to Windows' error reporting. */
    public static Answer submitReport(String report) {
        return withStrings(SUBMIT_REPORT, report);
    }

    /** The processor features that a saved state needs. */
    public static Answer processorCompatibility(String file) {
        return withDocument(COMPATIBILITY, file);
    }

    /** Makes an empty {@code .vmgs} file. */
    public static Answer createGuestState(String file) {
        return withStrings(CREATE_GUEST_STATE, file);
    }

    /** Makes an empty {@code .vmrs} file. */
    public static Answer createRuntimeState(String file) {
        return withStrings(CREATE_RUNTIME_STATE, file);
    }

    /** Lets one virtual machine use a file. */
    public static Answer grantAccess(String systemId, String file) {
        return withStrings(GRANT, systemId, file);
    }

    /** Takes that back. */
    public static Answer revokeAccess(String systemId, String file) {
        return withStrings(REVOKE, systemId, file);
    }

    /** Lets all virtual machines read a file. */
    public static Answer grantGroupAccess(String file) {
        return withStrings(GRANT_GROUP, file);
    }

    /** Takes that back. */
    public static Answer revokeGroupAccess(String file) {
        return withStrings(REVOKE_GROUP, file);
    }

    private static Answer withStrings(Export export, String... texts) {
        try (Call call = new Call(export)) {
            for (String text : texts) {
                call.string(text);
            }
            return new Answer(export.name(), call.int32Result(), null);
        }
    }

    private static Answer withDocument(Export export, @Nullable String text) {
        try (Call call = new Call(export)) {
            Call.OutString document = call.string(text).outString();
            return new Answer(export.name(), call.int32Result(), document.take());
        }
    }
}
