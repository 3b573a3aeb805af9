package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

class CacheFolderTest {
    @TempDir Path folder;

    @Test
    void whatIsMissingIsFilledIn() throws Exception {
        Path target = folder.resolve("deep/below/kit");

        CacheFolder.provide(target, place -> Files.writeString(place, "content"));

        assertThat(target).hasContent("content");
    }

    @Test
    void whatIsThereIsLeftAlone() throws Exception {
        Path target = Files.writeString(folder.resolve("kit"), "old");

        CacheFolder.provide(target, place -> Files.writeString(place, "new"));

        assertThat(target).hasContent("old");
    }

    @Test
    void whatFailsLeavesNothing() {
        Path target = folder.resolve("kit");

        assertThatThrownBy(
                        () ->
                                CacheFolder.provide(
                                        target,
                                        place -> {
                                            Files.createDirectories(place.resolve("half"));
                                            throw new IOException("broken");
                                        }))
                .hasMessage("broken");

        assertThat(folder).isDirectoryNotContaining(entry -> !isLock(entry));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheNextStep() throws IOException {
        Path target = Files.createFile(folder.resolve("file")).resolve("cache/kit");

        assertThatThrownBy(() -> CacheFolder.provide(target, place -> {}))
                .isInstanceOf(GuestException.class)
                .hasMessage(
                        "can't write to the cache folder %s; set BARISTA_CACHE to one that you own"
                                .formatted(target.getParent()));
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws Exception {
        Files.createDirectories(folder.resolve("kit.new/half"));
        Path target = folder.resolve("kit");

        CacheFolder.provide(target, place -> Files.createDirectory(place));

        assertThat(target).isEmptyDirectory();
        assertThat(folder.resolve("kit.new")).doesNotExist();
    }

    @Test
    void ofThreadsThatAskAtOnceOneFills() throws Exception {
        Path target = folder.resolve("kit");
        AtomicInteger fillers = new AtomicInteger();
        Callable<Boolean> ask =
                () -> {
                    CacheFolder.provide(
                            target,
                            place -> {
                                fillers.incrementAndGet();
                                Files.createDirectory(place);
                            });
                    return Files.isDirectory(target);
                };

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> answer : threads.invokeAll(List.of(ask, ask, ask, ask))) {
                assertThat(answer.get()).isTrue();
            }
        }

        assertThat(fillers).hasValue(1);
    }

    @Test
    void deletingFollowsNoLinks() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "content");
        Path deleted = Files.createDirectory(folder.resolve("deleted"));
        Files.createSymbolicLink(deleted.resolve("link"), folder);

        CacheFolder.delete(deleted);

        assertThat(deleted).doesNotExist();
        assertThat(kept).hasContent("content");
    }

    private static boolean isLock(Path entry) {
        return entry.getFileName().toString().equals(".lock");
    }
}
