package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.file.Digest;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildPlanner;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateSelection;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.ToolCache;
import dev.rustcross.toolchain.ToolchainSelection;
import dev.rustcross.toolchain.ZigToolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * The machine and the crate, looked at for one request, and the plan that follows.
 *
 * <p>Two programs run for it, side by side: {@code cargo metadata --no-deps} and {@code rustc -vV}. Costlier questions are asked only when a
 * rule needs the answer, and remembered in the output directory.
 */
final class Inspection {

    private final BuildRequest request;
    private final ProcessRunner processes;
    private final BuildEnvironment environment;
    private final ToolCache cache;
    private final ZigToolchains zigs;
    private final CrateMetadata workspace;
    private final Rustc rustc;
    private final Memory memory;
    private final BuildPlan plan;

    Inspection(BuildRequest request, ProcessRunner processes, HostPlatform host, BuildLog log) {
        this.request = request;
        this.processes = processes;
        this.environment = new BuildEnvironment(host.environment(), request.environment());
        this.cache = ToolCache.ofUser(environment);
        this.zigs = new ZigToolchains(cache, processes, environment, log::info);
        var selection = new ToolchainSelection(
                request.crateDirectory(),
                request.cargo().executable(),
                request.cargo().toolchain(),
                environment);
        CompletableFuture<Rustc> probe = CompletableFuture.supplyAsync(() -> Rustc.probe(selection, processes));
        Captured metadata = metadata(List.of("--no-deps"));
        this.workspace = workspace(metadata);
        this.rustc = join(probe);
        this.memory = Memory.of(key(metadata), new Records(request.outputDirectory()));
        this.plan = new BuildPlanner(new MachineSurroundings(
                        request,
                        host,
                        environment,
                        rustc,
                        zigs,
                        CargoConfig.read(request.crateDirectory(), environment.variables(), rustc::cfg),
                        triple -> memory.pureRust(triple, () -> isPureRust(triple))))
                .plan(request, workspace);
    }

    BuildPlan plan() {
        return plan;
    }

    Rustc rustc() {
        return rustc;
    }

    BuildEnvironment environment() {
        return environment;
    }

    ToolCache cache() {
        return cache;
    }

    ZigToolchains zigs() {
        return zigs;
    }

    Memory memory() {
        return memory;
    }

    private Captured metadata(List<String> arguments) {
        var line = new ArrayList<>(request.cargo().program());
        line.addAll(List.of("metadata", "--format-version", "1", "--color", "never"));
        line.addAll(arguments);
        try {
            return processes.capture(Command.of(request.crateDirectory(), line.toArray(String[]::new))
                    .withEnvironment(request.environment()));
        } catch (ToolMissingException e) {
            throw new ToolMissingException(
                    "cargo was not found: " + request.cargo().executable() + " cannot be started."
                            + "\n  Install Rust with rustup (rustup.rs) and put its cargo on PATH, or set <cargoExecutable>"
                            + " to the path of your cargo.",
                    e);
        }
    }

    private CrateMetadata workspace(Captured answer) {
        if (!answer.result().succeeded()) {
            throw new InvalidConfigurationException(new Problem(
                    "<manifestPath>",
                    "cargo cannot read the manifest",
                    request.manifest().toString(),
                    "mend what cargo says:\n" + indented(answer.stderr())));
        }
        return CrateMetadata.parse(String.join("", answer.stdout()));
    }

    private boolean isPureRust(TargetTriple triple) {
        TargetRequest target = request.target(triple);
        var arguments = new ArrayList<>(List.of("--filter-platform", triple.name()));
        arguments.addAll(target.features().cargoArguments());
        if (BuildPlanner.isLocked(request, workspace)) {
            arguments.add("--locked");
        }
        if (request.cargo().offline()) {
            arguments.add("--offline");
        }
        Captured answer = metadata(arguments);
        if (!answer.result().succeeded()) {
            throw new ToolFailedException("cargo cannot resolve the dependencies of " + request.manifest() + ":\n"
                    + indented(answer.stderr()));
        }
        List<String> selected = CrateSelection.packages(request, workspace).stream()
                .map(CargoPackage::id)
                .toList();
        return CrateMetadata.parse(String.join("", answer.stdout()))
                .nativeCode(selected)
                .isEmpty();
    }

    /** Names all that the remembered answers depend on: the request, the compiler, the manifests, the resolved versions. */
    private String key(Captured metadata) {
        return Digest.sha256(
                request.digest(),
                rustc.version().line(),
                rustc.sysroot().toString(),
                environment.nonEmpty("MACOSX_DEPLOYMENT_TARGET").orElse(""),
                String.join("", metadata.stdout()),
                read(workspace.workspaceRoot().resolve("Cargo.lock")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new BuildIoException("cannot read " + file + ": " + e, e);
        }
    }

    private static Rustc join(CompletableFuture<Rustc> probe) {
        try {
            return probe.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(line -> "       " + line).collect(Collectors.joining("\n"));
    }
}
