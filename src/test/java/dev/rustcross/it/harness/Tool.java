package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the programs that judge what was built. */
public final class Tool {

    private Tool() {}

    /** Runs a program, demands success and returns what it printed on both streams. */
    public static String run(Path directory, String... command) {
        return run(directory, Map.of(), command);
    }

    /** Runs a program with these variables set, demands success and returns what it printed on both streams. */
    public static String run(Path directory, Map<String, String> environment, String... command) {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new AssertionError("%s: exit code %d%n%s".formatted(List.of(command), exitCode, output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + List.of(command), e);
        }
    }
}
