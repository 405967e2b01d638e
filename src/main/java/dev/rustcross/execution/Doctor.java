package dev.rustcross.execution;

import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.execution.DoctorReport.State;
import dev.rustcross.execution.DoctorReport.Target;
import dev.rustcross.execution.DoctorReport.Tool;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.failure.ToolchainMissingException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.ArchivePlanner;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.CrateSelection;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.LinkerRules;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.Surroundings;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.Rustup;
import dev.rustcross.toolchain.ToolchainSelection;
import dev.rustcross.toolchain.VersionProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The goal {@code doctor}: looks for everything that the targets need, and goes on where something is missing. Installs nothing.
 *
 * <p>It asks what the build asks, in the same classes, so that both come to the same answers.
 */
public final class Doctor {

    private static final String CONFIGURATION = "configuration";

    private final PackageRequest packages;
    private final Path buildDirectory;
    private final BuildRequest request;
    private final Survey survey;
    private final HostPlatform host;
    private final Inspection inspection;
    private final VersionProbe versions;
    private final Rustup rustup;
    private final Checklist checklist = new Checklist();
    private final List<String> all;

    /**
     * Creates the goal's work for a request.
     *
     * @param buildDirectory Maven's build directory
     */
    public Doctor(
            PackageRequest packages,
            Path buildDirectory,
            Survey survey,
            ProcessRunner processes,
            HostPlatform host,
            BuildLog log) {
        this.packages = packages;
        this.buildDirectory = buildDirectory;
        this.request = packages.build().toCompile();
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
        CrateMetadata crate = findCrate();
        List<CrateProduct> products = crate == null ? List.of() : products(crate);
        Map<String, LinkerDecision> linkers = examineTargets(rustc, crate, products);
        examineRunners();
        List<Tool> tools = checklist.tools();
        List<Target> targets = request.targets().stream()
                .map(target -> judge(target, linkers.get(target.name()), tools))
                .toList();
        return new DoctorReport(
                targets.stream().noneMatch(Target::stopsBuild),
                (rustc == null ? host.usualTriple() : rustc.host()).name(),
                tools,
                targets);
    }

    private static Target judge(TargetRequest target, @Nullable LinkerDecision linker, List<Tool> tools) {
        String name = target.name();
        boolean lacks = tools.stream()
                .anyMatch(tool ->
                        tool.state().equals(State.MISSING) && tool.neededBy().contains(name));
        return linker == null
                ? new Target(name, false, !target.skippable(), null, null, null)
                : new Target(
                        name, !lacks, !target.skippable(), linker.engine().value(), linker.summary(), linker.reason());
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
            Rustc rustc = survey.rustc();
            checklist.found(
                    "rustc",
                    rustc.version().release(),
                    rustc.executable(),
                    rustc.isManagedByRustup() ? "toolchain " + rustc.toolchainName() : "not installed by rustup",
                    all);
            return rustc;
        } catch (ToolchainMissingException e) {
            if (mayInstallToolchain()) {
                checklist.installable(
                        "rustc", "the build runs `" + survey.selection().installCommand() + "`", all);
            } else {
                checklist.missing("rustc", message(e), all);
            }
        } catch (RustCrossException e) {
            checklist.missing("rustc", message(e), all);
        }
        return null;
    }

    /** For this goal the survey installs nothing, so that what holds for the build is asked of the user's own environment. */
    private boolean mayInstallToolchain() {
        ToolchainSelection selection = survey.selection();
        var ofBuild = new BuildEnvironment(host.environment(), request.environment());
        return request.installationForbidden().isEmpty()
                && selection.companion("rustup").isPresent()
                && new ToolchainSelection(selection.directory(), selection.cargo(), selection.toolchain(), ofBuild)
                        .mayInstall();
    }

    /** Returns the crate, where there is one that cargo can read; where there is none at all, any crate is meant. */
    private @Nullable CrateMetadata findCrate() {
        if (!Files.exists(request.manifest())) {
            return null;
        }
        try {
            return inspection.workspace();
        } catch (ToolMissingException noCargo) {
            return null;
        } catch (RustCrossException e) {
            checklist.missing("crate", message(e), all);
            return null;
        }
    }

    private List<CrateProduct> products(CrateMetadata crate) {
        var problems = new ArrayList<Problem>();
        List<CrateProduct> products = CrateSelection.products(request, crate, problems);
        boolean selected = problems.isEmpty();
        problems.addAll(ArchivePlanner.problems(packages, products, List.of(buildDirectory, crate.targetDirectory())));
        problems.forEach(problem -> checklist.missing(CONFIGURATION, problem.render(), all));
        return selected ? products : List.of();
    }

    /** Returns the linkers of the targets that have one, by the targets' names. */
    private Map<String, LinkerDecision> examineTargets(
            @Nullable Rustc rustc, @Nullable CrateMetadata crate, List<CrateProduct> products) {
        Surroundings surroundings;
        Map<String, LinkerDecision> linkers;
        try {
            surroundings = inspection.surroundings(
                    rustc,
                    target -> !products.isEmpty() && isPureRust(target),
                    target -> !products.isEmpty() && hostCode(target).isPresent());
            var plan = new PlanCheck(request, surroundings, versions, checklist);
            linkers = plan.linkers();
            plan.examine(products);
        } catch (RustCrossException unreadable) {
            checklist.missing(CONFIGURATION, message(unreadable), all);
            surroundings = null;
            linkers = Map.of();
        }
        Set<String> contained = contained(linkers);
        if (rustc != null) {
            new ToolchainCheck(request, survey.selection(), rustup, versions, checklist)
                    .examine(rustc, target -> contained.contains(target.name()), inspection::buildsStd);
        }
        if (surroundings != null) {
            Path root = crate == null ? request.crateDirectory() : crate.workspaceRoot();
            var rules = new LinkerRules(surroundings);
            var check = new LinkerCheck(request, inspection, surroundings, root, versions, checklist);
            for (TargetRequest target : request.targets()) {
                check.examine(target, linkers.get(target.name()), rustc);
            }
            List<TargetRequest> here = request.targets().stream()
                    .filter(target -> !contained.contains(target.name()))
                    .toList();
            List<TargetRequest> byZig =
                    here.stream().filter(rules::zigServesHost).toList();
            byZig.stream().filter(surroundings::runsHostCode).forEach(check::examineZig);
            examineBuildScripts(
                    here,
                    here.stream().filter(target -> !byZig.contains(target)).toList(),
                    rustc,
                    crate,
                    products);
        }
        return linkers;
    }

    /** Returns the names of the targets that are built in containers. */
    private static Set<String> contained(Map<String, LinkerDecision> linkers) {
        return linkers.entrySet().stream()
                .filter(entry -> entry.getValue().tool() == BuildTool.CROSS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * Looks for what build scripts and procedural macros need; those of a container run in it.
     *
     * @param here the targets whose build scripts run on this machine
     * @param byCompiler those of them for which a C compiler links such code
     */
    private void examineBuildScripts(
            List<TargetRequest> here,
            List<TargetRequest> byCompiler,
            @Nullable Rustc rustc,
            @Nullable CrateMetadata crate,
            List<CrateProduct> products) {
        if (here.isEmpty()) {
            return;
        }
        var check = new BuildScriptCheck(host, survey.environment(), versions, checklist);
        boolean linked = rustc != null
                && inspection.userConfiguration().linker(rustc.host()).isPresent();
        if (!linked && !byCompiler.isEmpty()) {
            check.examineLinker(byCompiler, target -> products.isEmpty() ? Optional.empty() : hostCode(target));
        }
        if (crate != null) {
            check.examineCalled(crate.workspaceRoot().resolve("Cargo.lock"));
        }
    }

    private Optional<String> hostCode(TargetRequest target) {
        try {
            return inspection.hostCode(target);
        } catch (RustCrossException e) {
            // An outdated Cargo.lock, which the build tells of.
            checklist.missing("crate", message(e), all);
            return Optional.empty();
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
