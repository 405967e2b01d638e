package dev.rustcross.execution;

import dev.rustcross.execution.DoctorReport.State;
import dev.rustcross.execution.DoctorReport.Target;
import dev.rustcross.execution.DoctorReport.Tool;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.Rustup;
import dev.rustcross.toolchain.VersionProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The goal {@code doctor}: looks for everything that the targets need, and goes on where something is missing. Installs nothing.
 *
 * <p>It asks what the build asks, in the same classes, so that both come to the same answers.
 */
public final class Doctor {

    private final BuildRequest request;
    private final Survey survey;
    private final HostPlatform host;
    private final Inspection inspection;
    private final VersionProbe versions;
    private final Rustup rustup;
    private final Checklist checklist = new Checklist();
    private final List<String> all;

    /** Creates the goal's work for a request. */
    public Doctor(BuildRequest request, Survey survey, ProcessRunner processes, HostPlatform host, BuildLog log) {
        this.request = request;
        this.survey = survey;
        this.host = host;
        this.inspection = new Inspection(request, survey, processes, host, log);
        this.versions = new VersionProbe(processes, request.crateDirectory(), survey.environment());
        this.rustup = new Rustup(processes, survey.cache(), log::info);
        this.all = request.targets().stream().map(TargetRequest::name).toList();
    }

    /** Returns what was found and what is missing. */
    public DoctorReport examine() {
        examineCargo();
        Rustc rustc = findRustc();
        if (rustc != null) {
            new ToolchainCheck(request, survey.selection(), rustup, versions, checklist).examine(rustc);
        }
        boolean crateIsKnown = examineCrate();
        List<Target> targets = new LinkerCheck(request, host, inspection, versions, checklist)
                .examine(rustc, target -> crateIsKnown && isPureRust(target));
        examineRunners();
        List<Tool> tools = checklist.tools();
        List<Target> judged =
                targets.stream().map(target -> judge(target, tools)).toList();
        return new DoctorReport(
                judged.stream().allMatch(Target::buildable),
                (rustc == null ? host.usualTriple() : rustc.host()).name(),
                tools,
                judged);
    }

    private static Target judge(Target target, List<Tool> tools) {
        boolean lacks = tools.stream()
                .anyMatch(tool ->
                        tool.state().equals(State.MISSING) && tool.neededBy().contains(target.target()));
        return new Target(target.target(), !lacks, target.engine(), target.linker(), target.rule());
    }

    private void examineCargo() {
        Optional<Path> program = survey.selection().cargoProgram();
        if (program.isEmpty()) {
            checklist.missing("cargo", survey.noCargo(), all);
            return;
        }
        var question = new ArrayList<>(survey.selection().cargoCommand());
        question.add("--version");
        checklist.found("cargo", versions.ask(question), program.get(), null, all);
    }

    private @Nullable Rustc findRustc() {
        try {
            return survey.rustc();
        } catch (RustCrossException e) {
            checklist.missing("rustc", message(e), all);
            return null;
        }
    }

    /** Returns whether there is a crate that cargo can read; where there is none at all, any crate is meant. */
    private boolean examineCrate() {
        if (!Files.exists(request.manifest())) {
            return false;
        }
        try {
            survey.manifests();
            return true;
        } catch (ToolMissingException noCargo) {
            return false;
        } catch (RustCrossException e) {
            checklist.missing("crate", message(e), all);
            return false;
        }
    }

    private boolean isPureRust(TargetRequest target) {
        try {
            return inspection.isPureRust(target);
        } catch (RustCrossException e) {
            checklist.missing("crate", message(e), all);
            return false;
        }
    }

    /** A runner is for tests: nothing is built by it. */
    private void examineRunners() {
        for (TargetRequest target : request.targets()) {
            target.runner().stream().limit(1).forEach(program -> survey.environment()
                    .find(program)
                    .ifPresentOrElse(
                            path -> checklist.found(program, null, path, "runner", List.of(target.name())),
                            () -> checklist.optional(
                                    program,
                                    "no such program on PATH; <runner> runs by it what is built",
                                    List.of(target.name()))));
        }
    }

    private static String message(RustCrossException failure) {
        return String.valueOf(failure.getMessage());
    }
}
