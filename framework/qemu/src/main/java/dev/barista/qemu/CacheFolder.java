package dev.barista.qemu;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.ReentrantLock;

/** Where things are kept that can be fetched or built again, and how they get there whole. */
final class CacheFolder {
    /** Fills a place that doesn't exist yet. */
    interface Filler {
        void fill(Path place) throws IOException, InterruptedException;
    }

    // A file lock belongs to the process: threads of one process need a lock of their own.
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private CacheFolder() {}

    /**
     * The folder of the user's caches: the system property {@code barista.cache}, else the
     * environment's BARISTA_CACHE, else {@code barista} in XDG_CACHE_HOME or {@code ~/.cache}.
     */
    static Path locate() {
        String chosen = System.getProperty("barista.cache");
        if (chosen == null || chosen.isEmpty()) {
            chosen = System.getenv("BARISTA_CACHE");
        }
        if (chosen != null && !chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath();
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        // The XDG specification: a relative path in the variable is to be ignored.
        if (caches != null && caches.startsWith("/")) {
            return Path.of(caches, "barista");
        }
        return Path.of(System.getProperty("user.home"), ".cache", "barista");
    }

    /**
     * Makes {@code target} exist, whole: a filler fills a place beside it, which then gets its
     * name. Of several threads and processes that ask at once, one fills and the others wait for
     * it. What fails leaves nothing; what a killed process left is removed by the next one.
     */
    static void provide(Path target, Filler filler) throws IOException, InterruptedException {
        if (Files.exists(target)) {
            return;
        }
        IN_PROCESS.lockInterruptibly();
        try (FileChannel channel = openLock(target);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(target)) {
                fill(target, filler);
            }
        } finally {
            IN_PROCESS.unlock();
        }
    }

    private static FileChannel openLock(Path target) throws GuestException {
        Path folder = target.resolveSibling(".").normalize();
        try {
            Files.createDirectories(folder);
            return FileChannel.open(
                    folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new GuestException(
                    "can't write to the cache folder %s; set BARISTA_CACHE to one that you own"
                            .formatted(folder),
                    e);
        }
    }

    private static void fill(Path target, Filler filler) throws IOException, InterruptedException {
        Path place = target.resolveSibling(target.getFileName() + ".new");
        delete(place);
        ShutdownHook hook = new ShutdownHook("barista-cache", () -> deleteQuietly(place));
        try {
            filler.fill(place);
            Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(place);
            hook.remove();
        }
    }

    /** Deletes what it can of a place while the JVM ends. */
    static void deleteQuietly(Path place) {
        try {
            delete(place);
        } catch (IOException e) {
            // A program that still writes there may win the race. In the cache, the next fetch
            // removes the rest.
        }
    }

    /** Deletes a file or a folder with all it holds, if it exists. Follows no link. */
    static void delete(Path place) throws IOException {
        try {
            Files.walkFileTree(place, new Deletion());
        } catch (NoSuchFileException alreadyGone) {
            // That is what was asked for.
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
