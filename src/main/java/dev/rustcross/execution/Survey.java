package dev.rustcross.execution;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.failure.ToolchainMissingException;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.Rustup;
import dev.rustcross.toolchain.ToolCache;
import dev.rustcross.toolchain.ToolchainSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What cargo and rustc say of a crate: {@code cargo metadata --no-deps} and {@code rustc --print sysroot}, asked side by side.
 *
 * <p>They are asked when an answer is first needed, or ahead of that by {@link #begin()}: a goal that knows it will need them lets them run
 * while it reads its configuration.
 */
public final class Survey implements AutoCloseable {

    private final ToolchainSelection selection;
    private final ProcessRunner processes;
    private final ToolCache cache;
    private final BuildLog log;
    private @Nullable Questions questions;

    private record Questions(CompletableFuture<Rustc> rustc, CompletableFuture<String> manifests) {

        void await() {
            CompletableFuture.allOf(rustc, manifests)
                    .handle((ended, failure) -> true)
                    .join();
        }

        @Nullable Throwable failure() {
            return rustc.handle(
                            (probed, failure) -> failure instanceof CompletionException ? failure.getCause() : failure)
                    .join();
        }
    }

    /** Creates the survey of the crate in the selection's folder. */
    public Survey(ToolchainSelection selection, ProcessRunner processes, BuildLog log) {
        this.selection = selection;
        this.processes = processes;
        this.cache = ToolCache.ofUser(selection.environment());
        this.log = log;
    }

    /** Starts the programs. They install nothing, so that a goal that may yet fail can begin them. */
    public void begin() {
        questions();
    }

    /**
     * Returns the crate's compiler. A toolchain that is missing is installed first, where that is allowed.
     *
     * @throws ToolMissingException when there is none
     */
    public Rustc rustc() {
        return answer(withToolchain().rustc());
    }

    /**
     * Returns cargo's description of the manifest and its workspace, without dependencies.
     *
     * @throws InvalidConfigurationException when cargo cannot read the manifest
     * @throws ToolMissingException when there is no cargo or no rustc
     */
    String manifests() {
        return answer(withToolchain().manifests());
    }

    /** Runs {@code cargo metadata} with more arguments. */
    Captured metadata(List<String> arguments) {
        return metadata(selection, arguments);
    }

    /** Asks cargo for the crate with its dependencies for a target. */
    Captured dependencies(TargetRequest target, boolean locked, boolean offline) {
        var arguments =
                new ArrayList<>(List.of("--filter-platform", target.triple().name()));
        arguments.addAll(target.features().cargoArguments());
        if (locked) {
            arguments.add("--locked");
        }
        if (offline) {
            arguments.add("--offline");
        }
        return metadata(arguments);
    }

    private Captured metadata(ToolchainSelection selection, List<String> arguments) {
        var line = new ArrayList<>(selection.cargoCommand());
        line.addAll(List.of("metadata", "--format-version", "1", "--color", "never"));
        line.addAll(arguments);
        try {
            return processes.capture(Command.of(selection.directory(), line.toArray(String[]::new))
                    .withEnvironment(selection.environment().overlay()));
        } catch (ToolMissingException notStarted) {
            throw new ToolMissingException(noCargo());
        }
    }

    /** Returns the message where there is no cargo. */
    String noCargo() {
        return "cannot start " + selection.cargo() + ": it is not there, or not on PATH."
                + "\n  Install Rust with rustup (rustup.rs) and put its cargo on PATH, or set <cargoExecutable>"
                + " to the path of your cargo.";
    }

    ToolchainSelection selection() {
        return selection;
    }

    /** Returns the environment of the build. */
    public BuildEnvironment environment() {
        return selection.environment();
    }

    ToolCache cache() {
        return cache;
    }

    /** Waits for programs that were started and not asked for: none may outlive the goal. */
    @Override
    public void close() {
        if (questions != null) {
            questions.await();
        }
    }

    /** Returns the answers: where the toolchain was missing, those given once it is installed. */
    private Questions withToolchain() {
        Questions first = questions();
        first.await();
        if (first.failure() instanceof ToolchainMissingException missing) {
            if (!selection.mayInstall()) {
                throw missing;
            }
            new Rustup(processes, cache, log::info).addToolchain(selection);
            questions = ask();
            return questions;
        }
        return first;
    }

    private Questions questions() {
        if (questions == null) {
            questions = ask();
        }
        return questions;
    }

    private Questions ask() {
        ToolchainSelection installed = selection.withoutInstallation();
        return new Questions(
                start(() -> Rustc.probe(installed, processes, cache)), start(() -> describeManifests(installed)));
    }

    /** A thread each: the common pool of a machine with two processors has a single one. */
    private static <T> CompletableFuture<T> start(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, task -> new Thread(task, "rust-cross-survey").start());
    }

    private String describeManifests(ToolchainSelection installed) {
        Captured answer = metadata(installed, List.of("--no-deps"));
        if (!answer.result().succeeded()) {
            installed.refusal(String.join("\n", answer.stderr())).ifPresent(refusal -> {
                throw refusal;
            });
            throw new InvalidConfigurationException(new Problem(
                    "<manifestPath>",
                    "cargo cannot read the manifest",
                    selection.directory().resolve("Cargo.toml").toString(),
                    "mend what cargo says:\n"
                            + answer.stderr().stream()
                                    .map(line -> "       " + line)
                                    .collect(Collectors.joining("\n"))));
        }
        return String.join("", answer.stdout());
    }

    /** Waits for both programs before it reports that one failed. */
    private <T> T answer(CompletableFuture<T> question) {
        questions().await();
        try {
            return question.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
