package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfigFile;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.process.Command;
import dev.rustcross.process.OutputListener;
import dev.rustcross.process.ProcessResult;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.results.NextestReport;
import dev.rustcross.results.TestSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The test programs of a package, run for one target by cargo-nextest. */
final class NextestRun {

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

    /** Returns the options that make it report to this, beside the user's own configuration of it, which goes before. */
    List<String> options() {
        return List.of(
                "--no-fail-fast",
                "--no-tests",
                "pass",
                "--tool-config-file",
                "rust-cross:" + folder.resolve("nextest.toml"));
    }

    /**
     * Runs the programs, and returns what their tests came to.
     *
     * @param command the call of nextest with {@link #options}
     * @throws ToolMissingException when there is no cargo-nextest
     * @throws ToolFailedException when it fails before the tests began, or does not end in time
     */
    List<TestSuite> run(Command command, String target, String packageName) {
        Path report = folder.resolve("junit.xml");
        prepare(report);
        List<String> words = Collections.synchronizedList(new ArrayList<>());
        ProcessResult result = processes.run(command, OutputListener.none(), words::add);
        if (words.contains(NOT_INSTALLED)) {
            throw new ToolMissingException("<nextest> is true, but cargo has no command nextest.\n"
                    + "  Type `cargo install cargo-nextest --locked`, or put cargo-nextest on PATH.");
        }
        if (Files.notExists(report)) {
            if (result.succeeded()) {
                return List.of();
            }
            throw new ToolFailedException("cargo nextest failed with exit code " + result.exitCode() + " for " + target
                    + " before the tests of " + packageName + " began:\n  " + String.join("\n  ", words));
        }
        try {
            return NextestReport.read(report, target, packageName);
        } catch (IOException e) {
            throw BuildIoException.cannot("read", report, e);
        }
    }

    private void prepare(Path report) {
        try {
            Files.deleteIfExists(report);
            AtomicFile.writeString(
                    folder.resolve("nextest.toml"),
                    "[profile.default.junit]\npath = " + CargoConfigFile.quoted(report.toString()) + "\n");
        } catch (IOException e) {
            throw BuildIoException.cannot("write", folder, e);
        }
    }
}
