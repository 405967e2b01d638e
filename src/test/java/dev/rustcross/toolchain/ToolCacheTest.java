package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.BuildIoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolCacheTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    Linux,      -,                     -,    /home/me/.cache/rust-cross
                    Linux,      XDG_CACHE_HOME,        /xdg, /xdg/rust-cross
                    Linux,      XDG_CACHE_HOME,        xdg,  /home/me/.cache/rust-cross
                    FreeBSD,    -,                     -,    /home/me/.cache/rust-cross
                    Mac OS X,   XDG_CACHE_HOME,        /xdg, /home/me/Library/Caches/rust-cross
                    Windows 11, LOCALAPPDATA,          /app, /app/rust-cross/cache
                    Windows 11, -,                     -,    /home/me/AppData/Local/rust-cross/cache
                    Linux,      RUST_CROSS_CACHE_DIR,  /own, /own
                    Mac OS X,   RUST_CROSS_CACHE_DIR,  /own, /own
                    """)
    void placeFollowsTheOperatingSystem(String system, String variable, String value, Path expected) {
        Map<String, String> variables = variable == null ? Map.of() : Map.of(variable, value);

        assertThat(ToolCache.locate(new BuildEnvironment(variables, Map.of()), system, Path.of("/home/me")))
                .isEqualTo(expected);
    }

    @Test
    void installationIsMadeOnce() {
        var cache = new ToolCache(directory);
        var fills = new AtomicInteger();

        assertThat(cache.installed("tool")).isEmpty();
        for (int i = 0; i < 2; i++) {
            Path place = cache.install("tool", folder -> {
                fills.incrementAndGet();
                write(folder.resolve("program"), "works");
            });
            assertThat(place.resolve("program")).hasContent("works");
            assertThat(cache.installed("tool")).contains(place);
        }

        assertThat(fills).hasValue(1);
    }

    @Test
    void failedInstallationLeavesNothing() throws IOException {
        var cache = new ToolCache(directory);

        assertThatThrownBy(() -> cache.install("tool", folder -> {
                    write(folder.resolve("half"), "x");
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(cache.installed("tool")).isEmpty();
        assertThat(names()).containsExactly("tool.lock");
    }

    @Test
    void leftoversOfAKilledInstallationAreRemoved() throws IOException {
        write(
                Files.createDirectories(directory.resolve("tool.tmp-1").resolve("deep"))
                        .resolve("half"),
                "x");
        write(Files.createDirectories(directory.resolve("tool")).resolve("unmarked"), "x");
        write(Files.createDirectories(directory.resolve("tool2.tmp-1")).resolve("of-another"), "x");
        var cache = new ToolCache(directory);

        Path place = cache.install("tool", folder -> write(folder.resolve("program"), "works"));

        assertThat(place.resolve("program")).hasContent("works");
        assertThat(place.resolve("unmarked")).doesNotExist();
        assertThat(names()).containsExactlyInAnyOrder("tool", "tool.lock", "tool2.tmp-1");
    }

    @Test
    @Timeout(30)
    void threadsOfOneProcessTakeTurns() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var started = new CountDownLatch(4);
        Callable<Boolean> action = () -> {
            // One cache each: nothing but the file on disk is shared, as with two class loaders.
            started.countDown();
            started.await();
            return new ToolCache(directory).locked("key", () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                return inside.decrementAndGet() == 0;
            });
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> alone : threads.invokeAll(List.of(action, action, action, action))) {
                assertThat(alone.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    @Timeout(30)
    void interruptEndsTheWaiting() throws Exception {
        var cache = new ToolCache(directory);
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Boolean> holder = threads.submit(() -> cache.locked("key", () -> {
                held.countDown();
                try {
                    return release.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            held.await();
            Future<Throwable> waiter = threads.submit(() -> {
                Thread.currentThread().interrupt();
                try {
                    return cache.locked("key", () -> new AssertionError("entered"));
                } catch (BuildIoException e) {
                    return Thread.interrupted() ? e : new AssertionError("flag lost", e);
                }
            });
            assertThat(waiter.get())
                    .isInstanceOf(BuildIoException.class)
                    .hasMessage("interrupted while waiting for " + directory.resolve("key.lock"));
            release.countDown();
            assertThat(holder.get()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void cacheThatCannotBeMadeIsNamedWithTheVariable() {
        Path file = directory.resolve("file");
        write(file, "not a folder");
        var cache = new ToolCache(file.resolve("cache"));

        assertThatThrownBy(() -> cache.install("tool", folder -> {}))
                .isInstanceOf(BuildIoException.class)
                .hasMessageStartingWith("cannot lock " + file.resolve("cache").resolve("tool.lock") + ": ")
                .hasMessageEndingWith("\n  Give the plugin a folder it can write to: set RUST_CROSS_CACHE_DIR (now "
                        + file.resolve("cache") + ").");
    }

    private List<String> names() throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
