package dev.barista.qemu;

/**
 * Is told how the fetching of a {@link GuestKit} goes on. Called on the fetching thread, a few
 * times a second at most; {@code done} never exceeds {@code total} and never falls within a stage.
 */
@FunctionalInterface
public interface FetchListener {
    /** A listener that does nothing. */
    FetchListener SILENT = (stage, done, total) -> {};

    /** What a fetch does, in this order. */
    enum Stage {
        /** Reading the archive's signed index; counted as one. */
        INDEX,
        /** Downloading packages; counted in bytes. */
        DOWNLOAD,
        /** Unpacking; counted in packages. */
        UNPACK
    }

    /**
     * {@code done} of {@code total} units of {@code stage} are done. A stage starts with 0 and ends
     * with {@code total}.
     */
    void progress(Stage stage, long done, long total);
}
