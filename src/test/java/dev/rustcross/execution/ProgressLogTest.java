package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoProgress;
import dev.rustcross.testing.RecordingLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLogTest {

    private final AtomicLong clock = new AtomicLong();
    private final RecordingLog log = new RecordingLog();
    private final ProgressLog progress = new ProgressLog(log, clock::get);

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void isToldEveryFewSeconds() {
        var three = new CargoProgress(3, 40, List.of("serde", "libc", "serde"));
        progress.progress(three);
        pass(4);
        progress.progress(three);
        pass(1);
        progress.progress(new CargoProgress(0, 0, List.of()));
        progress.progress(three);
        progress.progress(three);
        pass(5);
        progress.progress(new CargoProgress(40, 40, List.of()));

        assertThat(log.lines())
                .containsExactly("info:   3 of 40 crates, 5.0 s: serde, libc", "info:   40 of 40 crates, 10.0 s");
    }
}
