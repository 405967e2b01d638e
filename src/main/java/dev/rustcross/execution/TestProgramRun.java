package dev.rustcross.execution;

import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolTimeoutException;
import dev.rustcross.process.BoundedLines;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.results.ProgramOutput;
import dev.rustcross.results.TestCase;
import dev.rustcross.results.TestSuite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A test program, run by a cargo call of its own, so that all on standard output is the program's. */
final class TestProgramRun {

    /** Cargo's last words before the program starts. */
    private static final Pattern STARTS = Pattern.compile(" {5}Running .*\\(.*\\)| {3}Doc-tests .*");

    /** Cargo's first words after the program has failed. */
    private static final Pattern FAILED = Pattern.compile("error: (test|doctest) failed, to rerun pass .*");

    private static final Pattern EXIT = Pattern.compile(" *process didn't exit successfully: `.*` \\((.*)\\)");

    /** What Wine says when a program needs a library that it does not have. */
    private static final Pattern LACKING = Pattern.compile("\\w+:err:module:import_dll Library (\\S+) .* not found");

    /** A line of the harness's list of tests. */
    private static final Pattern LISTED = Pattern.compile("(.+): test");

    /** Characters of each stream's beginning and end: libtest's own words are far less, but what tests start may print endlessly. */
    static final long KEPT = 4 << 20;

    private final TestProgram program;
    private final Command command;
    private final ProcessRunner processes;
    private final int threads;

    /**
     * Creates a run that has not begun.
     *
     * @param command the cargo call
     * @param threads how many tests run side by side
     */
    TestProgramRun(TestProgram program, Command command, ProcessRunner processes, int threads) {
        this.program = program;
        this.command = command;
        this.processes = processes;
        this.threads = threads;
    }

    /**
     * Runs the program, and returns what its tests came to; empty where it has none.
     *
     * @throws ToolFailedException when cargo fails before the program starts
     */
    Optional<TestSuite> run() {
        long begin = System.nanoTime();
        Optional<ProgramOutput> output = output();
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        List<TestCase> cases =
                output.map(ended -> ended.cases(this::listed, threads)).orElse(List.of());
        return cases.isEmpty()
                ? Optional.empty()
                : Optional.of(new TestSuite(
                        program.target().name(), program.packageName(), program.label(), duration, cases));
    }

    /** Returns what the program printed; empty where cargo had none to start. */
    private Optional<ProgramOutput> output() {
        var out = new BoundedLines(KEPT);
        var err = new BoundedLines(KEPT);
        String failure = null;
        try {
            int exitCode = processes.run(command, out, err).exitCode();
            if (exitCode != 0) {
                List<String> stderr = err.lines();
                failure = last(stderr, EXIT).map(exit -> exit.group(1)).orElse("exit code " + exitCode)
                        + last(stderr, LACKING).map(TestProgramRun::lacking).orElse("");
            }
        } catch (ToolTimeoutException e) {
            failure = "killed after the " + command.timeout().toSeconds() + " s of <timeoutSeconds>";
        }
        List<String> stderr = err.lines();
        Optional<Matcher> starts =
                stderr.stream().map(STARTS::matcher).filter(Matcher::matches).findFirst();
        if (starts.isEmpty()) {
            if (failure != null) {
                throw new ToolFailedException("cargo test failed for "
                        + program.target().name() + " before the tests of " + program.packageName() + " ("
                        + program.label() + ") began:\n  " + String.join("\n  ", stderr));
            }
            return Optional.empty();
        }
        int from = stderr.indexOf(starts.get().group()) + 1;
        int to = last(stderr, FAILED)
                .map(failed -> stderr.lastIndexOf(failed.group()))
                .orElse(stderr.size());
        List<String> printed = out.lines().stream()
                .filter(line -> !line.startsWith("{\"reason\":"))
                .toList();
        return Optional.of(new ProgramOutput(printed, stderr.subList(from, Math.max(from, to)), failure));
    }

    private static String lacking(Matcher library) {
        return "; this Wine has no " + library.group(1)
                + ": install a later one, or name a folder that holds the library by WINEPATH";
    }

    private static Optional<Matcher> last(List<String> lines, Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).reduce((first, second) -> second);
    }

    /** Returns the names of the program's tests, as it lists them. */
    private List<String> listed() {
        var arguments = new ArrayList<>(command.arguments());
        arguments.addAll(List.of("--", "--list"));
        try {
            return processes.capture(command.withArguments(arguments)).stdout().stream()
                    .map(LISTED::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .toList();
        } catch (ToolTimeoutException e) {
            return List.of();
        }
    }
}
