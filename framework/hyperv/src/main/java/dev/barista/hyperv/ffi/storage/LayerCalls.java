package dev.barista.hyperv.ffi.storage;

import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.OUT_PWSTR;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** All functions of computestorage.h. */
public final class LayerCalls {
    private static final ExportTable EXPORTS =
            new ExportTable("computestorage.h", HostLibrary.COMPUTE_STORAGE);

    private static final Export IMPORT =
            EXPORTS.hresult("HcsImportLayer", V1809, PCWSTR, PCWSTR, PCWSTR);
    private static final Export EXPORT =
            EXPORTS.hresult("HcsExportLayer", V1809, PCWSTR, PCWSTR, PCWSTR, PCWSTR);
    private static final Export EXPORT_LEGACY =
            EXPORTS.hresult("HcsExportLegacyWritableLayer", V1809, PCWSTR, PCWSTR, PCWSTR, PCWSTR);
    private static final Export DESTROY = EXPORTS.hresult("HcsDestroyLayer", V1809, PCWSTR);
    private static final Export SETUP_BASE =
            EXPORTS.hresult("HcsSetupBaseOSLayer", V1809, PCWSTR, HANDLE, PCWSTR);
    private static final Export INITIALIZE =
            EXPORTS.hresult("HcsInitializeWritableLayer", V1809, PCWSTR, PCWSTR, PCWSTR);
    private static final Export INITIALIZE_LEGACY =
            EXPORTS.hresult(
                    "HcsInitializeLegacyWritableLayer", V1809, PCWSTR, PCWSTR, PCWSTR, PCWSTR);
    private static final Export ATTACH_FILTER =
            EXPORTS.hresult("HcsAttachLayerStorageFilter", V1809, PCWSTR, PCWSTR);
    private static final Export DETACH_FILTER =
            EXPORTS.hresult("HcsDetachLayerStorageFilter", V1809, PCWSTR);
    private static final Export FORMAT =
            EXPORTS.hresult("HcsFormatWritableLayerVhd", V1809, HANDLE);
    private static final Export MOUNT_PATH =
            EXPORTS.hresult("HcsGetLayerVhdMountPath", V1809, HANDLE, OUT_PWSTR);
    private static final Export SETUP_BASE_VOLUME =
            EXPORTS.hresult(
                    "HcsSetupBaseOSVolume",
                    FirstBuild.between(19041, 20348),
                    PCWSTR,
                    PCWSTR,
                    PCWSTR);
    private static final Export ATTACH_OVERLAY =
            EXPORTS.hresult(
                    "HcsAttachOverlayFilter", FirstBuild.between(22621, 26100), PCWSTR, PCWSTR);
    private static final Export DETACH_OVERLAY =
            EXPORTS.hresult(
                    "HcsDetachOverlayFilter", FirstBuild.between(22621, 26100), PCWSTR, PCWSTR);

    private LayerCalls() {}

    /** What is bound. */
    public static List<Export> exports() {
        return EXPORTS.exports();
    }

    /** Makes a layer of a downloaded one. */
    public static Answer importLayer(String layer, String source, String layerData) {
        return withStrings(IMPORT, layer, source, layerData);
    }

    /** Makes a layer that can be transported. */
    public static Answer exportLayer(
            String layer, String target, String layerData, String options) {
        return withStrings(EXPORT, layer, target, layerData, options);
    }

    /** As {@link #exportLayer}, of the old format. */
    public static Answer exportLegacyWritableLayer(
            String mount, String layer, String target, String layerData) {
        return withStrings(EXPORT_LEGACY, mount, layer, target, layerData);
    }

    /** Deletes a layer with all that is in it. */
    public static Answer destroy(String layer) {
        return withStrings(DESTROY, layer);
    }

    /** Prepares the layer of an operating system on a disk. */
    public static Answer setUpBaseLayer(String layer, NativeHandle disk, String options) {
        try (Call call = new Call(SETUP_BASE)) {
            int code = call.string(layer).handle(disk).string(options).int32Result();
            return new Answer(SETUP_BASE.name(), code, null);
        }
    }

    /** Prepares the layer of an operating system on a volume. */
    public static Answer setUpBaseVolume(String layer, String volume, String options) {
        return withStrings(SETUP_BASE_VOLUME, layer, volume, options);
    }

    /** Prepares a layer to be written. */
    public static Answer initializeWritableLayer(
            String layer, String layerData, @Nullable String options) {
        return withStrings(INITIALIZE, layer, layerData, options);
    }

    /** As {@link #initializeWritableLayer}, of the old format. */
    public static Answer initializeLegacyWritableLayer(
            String mount, String layer, String layerData, @Nullable String options) {
        return withStrings(INITIALIZE_LEGACY, mount, layer, layerData, options);
    }

    /** Shows a layer and its parents as one. */
    public static Answer attachStorageFilter(String layer, String layerData) {
        return withStrings(ATTACH_FILTER, layer, layerData);
    }

    /** Ends that. */
    public static Answer detachStorageFilter(String layer) {
        return withStrings(DETACH_FILTER, layer);
    }

    /** Shows a volume with layers under it. */
    public static Answer attachOverlayFilter(String volume, String layerData) {
        return withStrings(ATTACH_OVERLAY, volume, layerData);
    }

    /** Ends that. */
    public static Answer detachOverlayFilter(String volume, String layerData) {
        return withStrings(DETACH_OVERLAY, volume, layerData);
    }

    /** Partitions and formats a disk. */
    public static Answer format(NativeHandle disk) {
        try (Call call = new Call(FORMAT)) {
            return new Answer(FORMAT.name(), call.handle(disk).int32Result(), null);
        }
    }

    /** The volume of a disk that is mounted. */
    public static Answer mountPath(NativeHandle disk) {
        try (Call call = new Call(MOUNT_PATH)) {
            Call.OutString path = call.handle(disk).outString();
            return new Answer(MOUNT_PATH.name(), call.int32Result(), path.take());
        }
    }

    private static Answer withStrings(Export export, @Nullable String... texts) {
        try (Call call = new Call(export)) {
            for (String text : texts) {
                call.string(text);
            }
            return new Answer(export.name(), call.int32Result(), null);
        }
    }
}
