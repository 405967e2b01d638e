package dev.rustcross.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LockFileTest {

    @TempDir
    private Path folder;

    @Test
    void theSecondWaitsForTheFirst() throws Exception {
        Path file = folder.resolve("new/.lock");
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var state = new AtomicReference<>("nobody was there");
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> hold(file, () -> {
            held.countDown();
            await(release);
            state.set("the first is done");
            return "first";
        }));
        held.await();
        var waiting = new Thread(() -> hold(file, () -> state.accumulateAndGet("the second", (a, b) -> a + ", " + b)));
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        release.countDown();
        waiting.join();

        assertThat(first.get()).isEqualTo("first");
        assertThat(state.get()).isEqualTo("the first is done, the second");
    }

    private static String hold(Path file, Supplier<String> action) {
        try {
            return LockFile.holding(file, action);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
