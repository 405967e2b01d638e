package dev.rustcross.execution;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rustcross.plan.CompilerCache;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Measures what sccache does for a build.
 *
 * <p>sccache counts from the start of its server on, whoever calls: the difference is the build's own unless another runs beside it.
 */
final class SccacheMeter {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ProcessRunner processes;
    private final Command question;
    private final Optional<Counts> before;

    /**
     * What was found in the cache and what was not.
     *
     * @param hits the compilations taken from the cache
     * @param misses the compilations that it did not have
     */
    record Counts(long hits, long misses) {

        /** Reads {@code sccache --show-stats --stats-format=json}. */
        static Counts parse(String json) {
            JsonObject stats = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("stats");
            return new Counts(sum(stats, "cache_hits"), sum(stats, "cache_misses"));
        }

        /** They are counted by language. */
        private static long sum(JsonObject stats, String name) {
            return stats.getAsJsonObject(name).getAsJsonObject("counts").entrySet().stream()
                    .mapToLong(language -> language.getValue().getAsLong())
                    .sum();
        }

        /** Returns what was counted since; all of it where the server has been started anew meanwhile. */
        Counts since(Counts earlier) {
            boolean restarted = hits < earlier.hits || misses < earlier.misses;
            return restarted ? this : new Counts(hits - earlier.hits, misses - earlier.misses);
        }

        @Override
        public String toString() {
            return hits + (hits == 1 ? " hit, " : " hits, ") + misses + (misses == 1 ? " miss" : " misses");
        }
    }

    private SccacheMeter(ProcessRunner processes, Command question) {
        this.processes = processes;
        this.question = question;
        this.before = ask();
    }

    /** Starts to measure, where one of the calls of cargo about to be made compiles through sccache. */
    static Optional<SccacheMeter> start(List<Command> calls, ProcessRunner processes) {
        for (Command call : calls) {
            String program = call.environment().get(CompilerCache.WRAPPER);
            if (program != null && CompilerCache.isSccache(program)) {
                var question = new Command(
                        List.of(program, "--show-stats", "--stats-format=json"),
                        call.directory(),
                        call.environment(),
                        LIMIT);
                return Optional.of(new SccacheMeter(processes, question));
            }
        }
        return Optional.empty();
    }

    /** Returns the counts since the start, empty where sccache does not tell. */
    Optional<Counts> counts() {
        return before.flatMap(earlier -> ask().map(now -> now.since(earlier)));
    }

    private Optional<Counts> ask() {
        try {
            Captured answer = processes.capture(question);
            return answer.result().succeeded()
                    ? Optional.of(Counts.parse(String.join("", answer.stdout())))
                    : Optional.empty();
        } catch (RuntimeException noAnswer) {
            // Gson's tree has an exception of its own for each way in which a text is not what it was taken for; and a
            // sccache that is gone or hangs is no reason for a build to fail.
            return Optional.empty();
        }
    }
}
