package dev.rustcross.execution;

import dev.rustcross.cargo.CargoProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Tells how far a cargo call is, every few seconds. */
final class ProgressLog {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final BuildLog log;
    private final LongSupplier nanoClock;
    private final long start;
    private long last;

    /** Starts the time. */
    ProgressLog(BuildLog log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
        this.last = start;
    }

    /** Takes note of how many of cargo's units are done. */
    synchronized void progress(CargoProgress progress) {
        long now = nanoClock.getAsLong();
        if (now - last < INTERVAL.toNanos() || progress.total() == 0) {
            return;
        }
        last = now;
        String inFlight = progress.inFlight().stream().distinct().collect(Collectors.joining(", "));
        log.info(String.format(
                Locale.ROOT,
                "  %d of %d crates, %s%s",
                progress.done(),
                progress.total(),
                seconds(elapsed()),
                inFlight.isEmpty() ? "" : ": " + inFlight));
    }

    /** Returns the time since the start. */
    Duration elapsed() {
        return Duration.ofNanos(nanoClock.getAsLong() - start);
    }

    /** Returns a time in seconds, as it is shown to users. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
