package dev.barista.qemu;

import dev.barista.qemu.FetchListener.Stage;

/** Turns sizes of a folder that is being filled into what a {@link FetchListener} is promised. */
final class DownloadProgress {
    private final FetchListener listener;
    private long total;
    private long done;

    DownloadProgress(FetchListener listener) {
        this.listener = listener;
    }

    void start(long bytes) {
        total = bytes;
        listener.progress(Stage.DOWNLOAD, 0, total);
    }

    /** A size that falls (files are renamed while they are counted) or exceeds the total is cut. */
    void advance(long bytes) {
        long next = Math.min(bytes, total);
        if (next > done) {
            done = next;
            listener.progress(Stage.DOWNLOAD, done, total);
        }
    }

    void finish() {
        advance(total);
    }
}
