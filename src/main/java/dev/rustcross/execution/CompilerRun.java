package dev.rustcross.execution;

import dev.rustcross.cargo.CargoMessageReader;
import dev.rustcross.cargo.CargoProgress;
import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessResult;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ReproductionScript;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A cargo call that compiles: made, followed, and explained where it fails. */
final class CompilerRun {

    private final BuildRequest request;
    private final BuildPlan plan;
    private final CargoCall call;
    private final BuildSite site;
    private final String subcommand;
    private final Command command;
    private final HostPlatform host;
    private final BuildLog log;
    private final CargoDiagnostics diagnostics;

    /**
     * Creates a run that has not begun.
     *
     * @param subcommand what cargo is told to do, for messages
     * @param cargo the command of the call, as it would run on this machine
     * @param progress receives how far cargo is
     */
    CompilerRun(
            BuildRequest request,
            BuildPlan plan,
            CargoCall call,
            BuildSite site,
            String subcommand,
            Command cargo,
            HostPlatform host,
            BuildLog log,
            Consumer<CargoProgress> progress) {
        this.request = request;
        this.plan = plan;
        this.call = call;
        this.site = site;
        this.subcommand = subcommand;
        this.command = site.command(cargo);
        this.host = host;
        this.log = log;
        this.diagnostics = new CargoDiagnostics(
                log, progress, () -> new BuildDirectoryLock(plan.targetDirectory(call)).describe());
    }

    /**
     * Runs cargo to its end.
     *
     * @param artifacts receives what it built or found unchanged, but for dependencies found unchanged
     * @param unfinished the triples that a failure may concern, where cargo does not say
     * @throws ToolFailedException when cargo fails
     */
    void run(
            ProcessRunner processes,
            Consumer<CompilerArtifact> artifacts,
            Supplier<? extends Collection<TargetTriple>> unfinished) {
        log.debug("Running " + String.join(" ", command.arguments()) + " in " + command.directory()
                + " with the variables " + new TreeSet<>(command.environment().keySet()));
        ProcessResult result = processes.run(
                command,
                line -> {
                    if (!CargoMessageReader.isFreshDependency(line)) {
                        CargoMessageReader.artifact(line).map(site::onHost).ifPresent(artifacts);
                    }
                },
                diagnostics);
        if (!result.succeeded()) {
            diagnostics.explainFailure();
            String failure = site.failure(result.exitCode(), diagnostics.said())
                    .orElseGet(() -> failure(result, unfinished.get()) + explanation());
            throw new ToolFailedException(failure + reproduction());
        }
    }

    /** Returns the failure of a cargo that reported success, with what is known of it. */
    ToolFailedException failure(String what) {
        return new ToolFailedException(what + explanation() + reproduction());
    }

    private String failure(ProcessResult result, Collection<TargetTriple> unfinished) {
        Set<TargetTriple> failedTargets = diagnostics.failedTargets();
        Set<TargetTriple> concerned = failedTargets.isEmpty() ? new LinkedHashSet<>(unfinished) : failedTargets;
        return "cargo " + subcommand + " failed with exit code " + result.exitCode() + " for "
                + concerned.stream().map(TargetTriple::name).sorted().collect(Collectors.joining(", "))
                + "; what it said is above."
                + (diagnostics.tokenIsWanted() ? CargoDiagnostics.REGISTRY_WANTS_TOKEN : "");
    }

    private String explanation() {
        return new FailureExplanation(host, plan.targets(call), request.profile(), diagnostics.said())
                .text(plan.workspaceRoot(), request.outputDirectory());
    }

    private String reproduction() {
        ReproductionScript script = host.isWindows() ? ReproductionScript.BAT : ReproductionScript.SH;
        Set<String> hidden = new LinkedHashSet<>(request.environment().keySet());
        for (TargetRequest target : request.targets()) {
            hidden.addAll(target.environment().keySet());
        }
        Path file = script.write(command, hidden, request.outputDirectory(), "cargo-" + subcommand);
        return "\n  To repeat it by hand: " + file;
    }
}
