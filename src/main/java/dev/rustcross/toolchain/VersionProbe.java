package dev.rustcross.toolchain;

import dev.rustcross.failure.RustCrossException;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks programs for their versions, each once. */
public final class VersionProbe {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Distributions have versions such as {@code 12-win32} and {@code 12.2.0-14+deb12u1}. */
    private static final Pattern VERSION = Pattern.compile("(?:^|\\s)v?(\\d[\\w.+~-]*)");

    private final ProcessRunner processes;
    private final Path directory;
    private final BuildEnvironment environment;
    private final Map<List<String>, Optional<String>> answers = new HashMap<>();

    /**
     * Creates the probe.
     *
     * @param directory where the programs are run
     * @param environment what they see
     */
    public VersionProbe(ProcessRunner processes, Path directory, BuildEnvironment environment) {
        this.processes = processes;
        this.directory = directory;
        this.environment = environment;
    }

    /** Returns the version in the first line that a program prints, else that line; null where it fails or prints none. */
    public @Nullable String ask(List<String> command) {
        return answers.computeIfAbsent(command, this::run).orElse(null);
    }

    static String version(String line) {
        Matcher version = VERSION.matcher(line);
        return version.find() ? version.group(1) : line.strip();
    }

    private Optional<String> run(List<String> command) {
        try {
            Captured answer = processes.capture(new Command(command, directory, environment.overlay(), LIMIT));
            return Stream.of(answer)
                    .filter(ended -> ended.result().succeeded())
                    .flatMap(ended -> Stream.concat(ended.stdout().stream(), ended.stderr().stream()))
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(VersionProbe::version);
        } catch (RustCrossException unusable) {
            if (Thread.currentThread().isInterrupted()) {
                throw unusable;
            }
            return Optional.empty();
        }
    }
}
