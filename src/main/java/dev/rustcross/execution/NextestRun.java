package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfigFile;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.failure.ToolTimeoutException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.process.BoundedLines;
import dev.rustcross.process.Command;
import dev.rustcross.process.OutputListener;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.results.NextestOutput;
import dev.rustcross.results.NextestReport;
import dev.rustcross.results.TestCase.Outcome;
import dev.rustcross.results.TestSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The test programs of a package, run for one target by cargo-nextest. */
final class NextestRun {

    /**
     * A profile of its own: what the user's configuration says of another profile goes before a tool's, but what it says of the default one
     * holds for each that says nothing else.
     *
     * @see <a href="https://nexte.st/docs/configuration/#tool-specific-configuration">tools</a>
     */
    private static final String PROFILE = "rust-cross";

    private static final String NOT_INSTALLED = "error: no such command: `nextest`";

    private final Path folder;
    private final ProcessRunner processes;

    /**
     * Creates the runs of a build.
     *
     * @param folder for nextest's configuration and report
     */
    NextestRun(Path folder, ProcessRunner processes) {
        this.folder = folder;
        this.processes = processes;
    }

    /** Returns the options that make it report to this, beside the user's own configuration of it. */
    List<String> options() {
        return List.of(
                "--no-fail-fast",
                "--no-tests",
                "pass",
                "--tool-config-file",
                "rust-cross:" + folder.resolve("nextest.toml"),
                "--profile",
                PROFILE);
    }

    /**
     * Runs the programs, and returns what their tests came to. A run that did not end as it should has a broken test that says so.
     *
     * @param command the call of nextest with {@link #options}
     * @throws ToolMissingException when there is no cargo-nextest
     * @throws ToolFailedException when it fails before the tests began, or leaves no report
     */
    List<TestSuite> run(Command command, String target, String packageName) {
        Path report = folder.resolve("junit.xml");
        prepare(report);
        var words = new BoundedLines(TestProgramRun.KEPT);
        long begin = System.nanoTime();
        try {
            int exitCode = processes.run(command, OutputListener.none(), words).exitCode();
            var output = new NextestOutput(target, packageName, words.lines());
            if (output.words().contains(NOT_INSTALLED)) {
                throw new ToolMissingException("<nextest> is true, but cargo has no command nextest.\n"
                        + "  Type `cargo install cargo-nextest --locked`, or put cargo-nextest on PATH.");
            }
            return ended(exitCode, report, output, since(begin));
        } catch (ToolTimeoutException e) {
            List<TestSuite> finished = readAfterKill(report, target, packageName);
            String why = "killed after the " + command.timeout().toSeconds() + " s of <timeoutSeconds>";
            return new NextestOutput(target, packageName, words.lines()).killed(finished, why, since(begin));
        }
    }

    private static List<TestSuite> ended(int exitCode, Path report, NextestOutput output, Duration duration) {
        if (Files.exists(report)) {
            List<TestSuite> suites = read(report, output.target(), output.packageName());
            boolean failed = suites.stream().anyMatch(suite -> suite.count(Outcome.FAILED, Outcome.BROKEN) > 0);
            return exitCode == 0 || failed ? suites : output.broken(suites, "exit code " + exitCode, duration);
        }
        if (exitCode == 0) {
            throw new ToolFailedException("cargo nextest left no report of the tests of " + output.packageName()
                    + " for " + output.target() + ": no " + report
                    + "\n  If your .config/nextest.toml has a [profile." + PROFILE + "], give that another name.");
        }
        if (output.testsBegan()) {
            return output.broken(List.of(), "exit code " + exitCode, duration);
        }
        throw new ToolFailedException("cargo nextest failed with exit code " + exitCode + " for " + output.target()
                + " before the tests of " + output.packageName() + " began:\n  "
                + String.join("\n  ", output.words()));
    }

    private static List<TestSuite> read(Path report, String target, String packageName) {
        try {
            return NextestReport.read(report, target, packageName);
        } catch (IOException e) {
            throw BuildIoException.cannot("read", report, e);
        }
    }

    /** Asked to end, nextest still writes its report where it has the time. */
    private static List<TestSuite> readAfterKill(Path report, String target, String packageName) {
        try {
            return NextestReport.read(report, target, packageName);
        } catch (IOException none) {
            return List.of();
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void prepare(Path report) {
        try {
            Files.deleteIfExists(report);
            AtomicFile.writeString(
                    folder.resolve("nextest.toml"),
                    "[profile." + PROFILE + ".junit]\npath = " + CargoConfigFile.quoted(report.toString()) + "\n");
        } catch (IOException e) {
            throw BuildIoException.cannot("write", folder, e);
        }
    }
}
