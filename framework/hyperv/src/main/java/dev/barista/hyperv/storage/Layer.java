package dev.barista.hyperv.storage;

import dev.barista.hyperv.ffi.storage.LayerCalls;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * The folder of a layer. Calls block until Windows is done. Layer data are a LayerData document,
 * which names the parents; options are a document of their own.
 *
 * @param folder absolute
 */
public record Layer(Path folder) {
    /** A layer that need not exist. */
    public Layer {
        folder = folder.toAbsolutePath();
    }

    /** Makes it of one in the form of transport. */
    public void importFrom(Path source, String layerData) {
        LayerCalls.importLayer(text(), text(source), layerData).orThrow();
    }

    /** Makes one in the form of transport of it. */
    public void exportTo(Path target, String layerData, String options) {
        LayerCalls.exportLayer(text(), text(target), layerData, options).orThrow();
    }

    /** As {@link #exportTo}, of the old format. */
    public void exportLegacyTo(Path target, Path mount, String layerData) {
        LayerCalls.exportLegacyWritableLayer(text(mount), text(), text(target), layerData)
                .orThrow();
    }

    /** Deletes it with all that is in it, whoever owns that. */
    public void destroy() {
        LayerCalls.destroy(text()).orThrow();
    }

    /** Prepares it as that of an operating system, on a disk. */
    public void setUpBase(Disk disk, String options) {
        LayerCalls.setUpBaseLayer(text(), disk.handle(), options).orThrow();
    }

    /** Prepares it as that of an operating system, on a volume that is mounted. */
    public void setUpBase(Path volume, String options) {
        LayerCalls.setUpBaseVolume(text(), text(volume), options).orThrow();
    }

    /** Prepares it to be written. */
    public void initializeWritable(String layerData) {
        initializeWritable(layerData, null);
    }

    /** As {@link #initializeWritable(String)}; Windows so far takes no options. */
    public void initializeWritable(String layerData, @Nullable String options) {
        LayerCalls.initializeWritableLayer(text(), layerData, options).orThrow();
    }

    /** As {@link #initializeWritable}, of the old format. */
    public void initializeLegacyWritable(Path mount, String layerData) {
        LayerCalls.initializeLegacyWritableLayer(text(mount), text(), layerData, null).orThrow();
    }

    /** Shows it and its parents as one. */
    public void attachStorageFilter(String layerData) {
        LayerCalls.attachStorageFilter(text(), layerData).orThrow();
    }

    /** Ends {@link #attachStorageFilter}. */
    public void detachStorageFilter() {
        LayerCalls.detachStorageFilter(text()).orThrow();
    }

    /**
     * Shows a volume with layers under it.
     *
     * @param mount where the volume is mounted
     */
    public static void attachOverlay(Path mount, String layerData) {
        LayerCalls.attachOverlayFilter(text(mount), layerData).orThrow();
    }

    /** Ends {@link #attachOverlay}; the layer data say which filter it was. */
    public static void detachOverlay(Path mount, String layerData) {
        LayerCalls.detachOverlayFilter(text(mount), layerData).orThrow();
    }

    private String text() {
        return text(folder);
    }

    private static String text(Path path) {
        return path.toAbsolutePath().toString();
    }
}
