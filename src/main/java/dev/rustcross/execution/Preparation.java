package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfigFile;
import dev.rustcross.cargo.CargoConfigFile.ProfileTable;
import dev.rustcross.cargo.CargoConfigFile.TargetTable;
import dev.rustcross.cargo.RustFlags;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.ArchivePlanner;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.PathMapping;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.SizeProfile;
import dev.rustcross.plan.SkippedTarget;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.CargoXwin;
import dev.rustcross.toolchain.Cross;
import dev.rustcross.toolchain.MuslGccWrapper;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.Rustup;
import dev.rustcross.toolchain.ZigTarget;
import dev.rustcross.toolchain.ZigToolchain;
import dev.rustcross.toolchain.Zigbuild;
import dev.rustcross.toolchain.ZigbuildEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The goal {@code configure}: makes the plan, installs what it needs, and writes cargo's configuration for it. */
public final class Preparation {

    private static final ZigbuildEnvironment NO_ZIG = new ZigbuildEnvironment(Map.of(), Map.of(), List.of());

    /** How deep they lie below the output directory, as {@code bin/x86_64-unknown-linux-musl/myapp}. */
    private static final int FILES_OF_A_TARGET = 3;

    private final BuildRequest request;
    private final ProcessRunner processes;
    private final HostPlatform host;
    private final BuildLog log;
    private final Inspection inspection;

    /** Looks at the machine and the crate, for a request. */
    public Preparation(BuildRequest asked, Survey survey, ProcessRunner processes, HostPlatform host, BuildLog log) {
        this.request = asked.toCompile();
        this.processes = processes;
        this.host = host;
        this.log = log;
        this.inspection = new Inspection(request, survey, processes, host, log);
    }

    /** Returns the plan; nothing is installed or written for it. */
    public BuildPlan plan() {
        return request.targets().isEmpty() ? BuildPlan.ofNothing(request, List.of()) : inspection.plan();
    }

    /**
     * Prepares the build and records its plan, which it returns; does nothing more where the recorded plan is current.
     *
     * @param packages what the build is for
     * @param buildDirectory Maven's build directory
     * @throws InvalidConfigurationException where the request cannot be built, or its binaries not be packed as asked
     * @throws dev.rustcross.failure.ToolMissingException where something is missing that cannot or must not be installed
     */
    public BuildPlan run(PackageRequest packages, Path buildDirectory) {
        removeAbandoned();
        var records = new Records(request.outputDirectory());
        if (request.targets().isEmpty()) {
            List<Problem> unknown =
                    request.shards() == null ? packages.archives().name().problemsWithoutCrate() : List.of();
            if (!unknown.isEmpty()) {
                throw new InvalidConfigurationException(unknown);
            }
            log.info("Nothing to configure: nothing is compiled here.");
            return PlanRecord.of(request, records);
        }
        Optional<String> missing = toolMissingToAll();
        if (missing.isPresent()) {
            return skipAll(missing.get(), records);
        }
        Optional<PlanRecord> recorded = records.find(PlanRecord.KIND).filter(PlanRecord::filesAreCurrent);
        String digest = inspection.digest();
        Optional<PlanRecord> current = recorded.filter(record -> record.digest().equals(digest));
        List<Problem> problems = current.isPresent()
                ? ArchivePlanner.problems(
                        packages,
                        current.get().plan().products(),
                        List.of(buildDirectory, current.get().plan().targetDirectory()))
                : problems(packages, buildDirectory);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        BuildPlan known = current.map(PlanRecord::plan).orElseGet(this::plan);
        announce(known);
        tellSkipped(known);
        packages.versions().warnings(known.products()).forEach(log::warn);
        for (String sentence : inspection.ignoredFlags()) {
            log.warn(sentence);
        }
        if (current.isEmpty()) {
            try {
                install(digest, records);
            } catch (ToolMissingException notInstalled) {
                if (!mayLeaveOutAll()) {
                    throw notInstalled;
                }
                return skipAll(firstLine(notInstalled), records);
            }
        }
        return known;
    }

    private void install(String digest, Records records) {
        installStandardLibraries();
        List<Path> watched = new ArrayList<>(inspection.watched());
        List<CargoCall> calls =
                plan().calls().stream().map(call -> configure(call, watched)).toList();
        calls.forEach(call -> watched.add(call.configuration()));
        records.write(
                PlanRecord.KIND,
                PlanRecord.of(plan().withCalls(calls), digest, inspection.configurationFiles(), watched));
    }

    private boolean mayLeaveOutAll() {
        return request.targets().stream().allMatch(TargetRequest::skippable);
    }

    private static String firstLine(ToolMissingException missing) {
        return String.valueOf(missing.getMessage()).lines().findFirst().orElse("");
    }

    /** What a killed build was writing: in {@code dist} it would pass for something to publish. */
    private void removeAbandoned() {
        try {
            AtomicFile.removeAbandoned(request.outputDirectory(), FILES_OF_A_TARGET);
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("remove abandoned files from", request.outputDirectory(), e);
        }
    }

    /**
     * Returns all that keeps the request from being built and packed, as far as it is known before anything is installed.
     *
     * @param packages what the build is for
     * @param buildDirectory Maven's build directory
     */
    public List<Problem> problems(PackageRequest packages, Path buildDirectory) {
        var problems = new ArrayList<Problem>();
        List<CrateProduct> products = inspection.products(problems);
        problems.addAll(ArchivePlanner.problems(
                packages,
                products,
                List.of(buildDirectory, inspection.workspace().targetDirectory())));
        return problems;
    }

    /** Returns what {@link #run} would do. */
    public List<String> describe() {
        var lines = new ArrayList<String>();
        missingLibraries()
                .forEach((toolchain, missing) ->
                        lines.add("Would run: " + Rustup.addTargetsCommand(toolchain, missing)));
        if (buildsStd() && !inspection.rustc().hasSources()) {
            lines.add("Would run: " + Rustup.addSourcesCommand(inspection.rustc()));
        }
        boolean needsZig = linksHostCodeByZig(plan())
                || plan().targets().stream().anyMatch(target -> target.linker().isZig());
        if (needsZig && inspection.zigs().find().isEmpty()) {
            lines.add("Would install " + inspection.zigs().pinnedVersions() + ": "
                    + inspection.zigs().installCommand());
        }
        plan().calls().forEach(call -> lines.add("Would write: " + call.configuration()));
        return lines;
    }

    /** Returns the plan, a line a target; nothing is installed or written for it. */
    public TargetsReport report(PackageRequest packages) {
        return TargetsReport.of(plan(), inspection, packages);
    }

    /** Returns why nothing can be built here at all, where the POM lets every target be left out then. */
    private Optional<String> toolMissingToAll() {
        if (!mayLeaveOutAll()) {
            return Optional.empty();
        }
        try {
            inspection.digest();
            return Optional.empty();
        } catch (ToolMissingException missing) {
            return Optional.of(firstLine(missing));
        }
    }

    private BuildPlan skipAll(String reason, Records records) {
        BuildPlan plan = BuildPlan.ofNothing(
                request,
                request.targets().stream()
                        .map(target -> new SkippedTarget(target.name(), reason))
                        .toList());
        records.write(PlanRecord.KIND, PlanRecord.of(plan, "", List.of(), List.of()));
        tellSkipped(plan);
        return plan;
    }

    /** What is left out is no small thing, but the same for many targets. */
    private void tellSkipped(BuildPlan plan) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        plan.skipped().forEach(target -> names.computeIfAbsent(target.reason(), reason -> new ArrayList<>())
                .add(target.name()));
        names.forEach((reason, targets) -> log.warn("Skipped, as <ifUnavailable> says: " + String.join(", ", targets)
                + ": " + reason + (reason.endsWith(".") ? "" : ".")));
    }

    private void announce(BuildPlan plan) {
        log.info(inspection.rustc().version().line() + " on "
                + inspection.rustc().host());
        var table = new TextTable("  target", "linker", "rule");
        plan.targets()
                .forEach(target -> table.row(
                        "  " + target.name(),
                        target.linker().summary(),
                        target.linker().reason()));
        table.lines().forEach(log::info);
        if (linksHostCodeByZig(plan)) {
            log.info("This machine has no cc: zig links build scripts and procedural macros, too.");
        }
    }

    private static boolean linksHostCodeByZig(BuildPlan plan) {
        return plan.calls().stream().anyMatch(CargoCall::zigLinksHostCode);
    }

    /** Returns the standard libraries that are missing, by the toolchain that lacks them. */
    private Map<Rustc, List<TargetTriple>> missingLibraries() {
        Rustc here = inspection.rustc();
        Rustc inContainer = here.inContainer();
        var missing = new LinkedHashMap<Rustc, List<TargetTriple>>();
        Stream.of(here, inContainer).distinct().forEach(toolchain -> {
            Stream<TargetTriple> triples = plan().targets().stream()
                    .filter(target -> !target.buildsStd() && toolchain == (isInContainer(target) ? inContainer : here))
                    .map(PlannedTarget::triple);
            List<TargetTriple> lacking = Rustup.missing(toolchain, triples.toList());
            if (!lacking.isEmpty()) {
                missing.put(toolchain, lacking);
            }
        });
        return missing;
    }

    private static boolean isInContainer(PlannedTarget target) {
        return target.linker().tool() == BuildTool.CROSS;
    }

    private boolean buildsStd() {
        return plan().targets().stream().anyMatch(PlannedTarget::buildsStd);
    }

    private void installStandardLibraries() {
        Optional<String> forbidden = request.installationForbidden();
        if (buildsStd()) {
            new Rustup(processes, inspection.cache(), log::info).addSources(inspection.rustc(), forbidden);
        }
        missingLibraries().forEach((toolchain, missing) -> {
            if (forbidden.isPresent()) {
                throw Rustup.notAllowed(toolchain, missing, forbidden.get());
            }
            new Rustup(processes, inspection.cache(), log::info).addTargets(toolchain, missing);
        });
    }

    /**
     * Writes the configuration of a call, and returns the call with what cargo's own environment must hold. The programs that it will run
     * are added to the watched files.
     */
    private CargoCall configure(CargoCall call, List<Path> watched) {
        List<PlannedTarget> targets = plan().targets(call);
        List<ZigTarget> zigTargets = new ArrayList<>(targets.stream()
                .filter(target -> target.linker().isZig())
                .map(this::zigTarget)
                .toList());
        TargetTriple hostTriple = inspection.rustc().host();
        if (call.zigLinksHostCode()) {
            zigTargets.add(new ZigTarget(hostTriple, null, null, null));
        }
        ZigbuildEnvironment zig = zigTargets.isEmpty() ? NO_ZIG : askZigbuild(call, zigTargets, watched);
        List<TargetTable> tables = new ArrayList<>(targets.stream()
                .map(target -> table(call, target, zig.linkers().get(target.triple())))
                .toList());
        if (call.zigLinksHostCode()) {
            tables.add(new TargetTable(
                    hostTriple, zigLinker(hostTriple, zig.linkers().get(hostTriple)), List.of(), List.of()));
        }
        tables.stream()
                .flatMap(table -> Optional.ofNullable(table.linker()).map(Path::of).stream())
                .filter(Path::isAbsolute)
                .forEach(watched::add);
        var variables = new TreeMap<>(zig.variables());
        targets.forEach(target -> variables.putAll(compilersBeside(target)));
        // What --config says beats the user's own files.
        variables
                .keySet()
                .removeIf(name -> inspection.userConfiguration().env(name).isPresent());
        write(call.configuration(), new CargoConfigFile(tables, profile(call), variables).render());
        var cargoVariables = new TreeMap<String, String>();
        if (call.tool() == BuildTool.CROSS) {
            cargoVariables.putAll(Cross.variables(inspection.rustc()));
        }
        if (call.tool() == BuildTool.CARGO_XWIN) {
            // The variables of a call's targets are the same.
            Map<String, String> ofTargets =
                    request.target(call.targets().get(0)).environment();
            var xwin = CargoXwin.ofUser(inspection.environment().with(ofTargets));
            watched.add(xwin.sdkMarker());
            cargoVariables.putAll(
                    xwin.variables(targets.stream().map(PlannedTarget::triple).toList()));
            targets.stream()
                    .filter(target -> flagsGoByVariable(call, target))
                    .forEach(target ->
                            cargoVariables.put(flagsVariable(target), String.join(" ", rustflags(call, target))));
        }
        return call.with(cargoVariables, zig.path());
    }

    private ProfileTable profile(CargoCall call) {
        if (!request.sizeProfile()) {
            return new ProfileTable(request.profile(), Map.of());
        }
        // The variables of a call's targets are the same.
        Map<String, String> variables = request.target(call.targets().get(0)).environment();
        SizeProfile small =
                SizeProfile.of(request.profile(), inspection.userConfiguration().with(variables));
        small.kept().forEach(log::info);
        return new ProfileTable(request.profile(), small.settings());
    }

    /**
     * Returns the variables that name build scripts the C compiler that links a target. The usual ones they find by themselves, but by
     * their names in Debian alone.
     */
    private Map<String, String> compilersBeside(PlannedTarget target) {
        String gcc = String.valueOf(target.linker().program());
        if (target.linker().kind() != LinkerDecision.Kind.PROGRAM
                || !gcc.endsWith("-unknown-linux-" + target.triple().abi() + "-gcc")) {
            return Map.of();
        }
        var variables = new TreeMap<String, String>();
        Map.of("CC", "gcc", "CXX", "g++", "AR", "ar").forEach((variable, name) -> inspection
                .environment()
                .find(gcc.substring(0, gcc.length() - "gcc".length()) + name)
                .ifPresent(program ->
                        variables.put(variable + "_" + target.triple().variableSuffix(), program.toString())));
        return variables;
    }

    /**
     * cargo-xwin sets up C code for the static runtime where it sees that flag: in the user's files and variables, not in a file that
     * cargo is handed.
     */
    private boolean flagsGoByVariable(CargoCall call, PlannedTarget planned) {
        TargetRequest target = request.target(planned.name());
        List<String> rustflags = rustflags(call, planned);
        String variable = flagsVariable(planned);
        return planned.linker().tool() == BuildTool.CARGO_XWIN
                && !rustflags.isEmpty()
                && rustflags.stream().noneMatch(flag -> flag.contains(" "))
                && !target.environment().containsKey(variable)
                && inspection.environment().get(variable) == null;
    }

    /** Returns the POM's flags for rustc, those that the user wrote last, so that they count. */
    private List<String> rustflags(CargoCall call, PlannedTarget target) {
        List<String> own = request.target(target.name()).rustflags();
        if (!request.remapPaths()) {
            return own;
        }
        PathMapping mapping = inspection.pathMapping(call);
        List<String> flags = call.tool() == BuildTool.CROSS ? mapping.flagsInContainer() : mapping.flags();
        return Stream.concat(flags.stream(), own.stream()).toList();
    }

    private static String flagsVariable(PlannedTarget target) {
        return "CARGO_TARGET_" + target.triple().cargoVariableInfix() + "_RUSTFLAGS";
    }

    private ZigbuildEnvironment askZigbuild(CargoCall call, List<ZigTarget> targets, List<Path> watched) {
        ZigToolchain zig = inspection.zigs().findOrInstall();
        log.debug("Linking with " + zig.versions() + (zig.embedded() ? " from " : ", the user's own: ") + zig.zig());
        var variables = new TreeMap<>(inspection.environment().overlay());
        variables.putAll(call.environment());
        variables.putAll(request.target(call.targets().get(0)).environment());
        var environment = new BuildEnvironment(host.environment(), variables);
        watched.addAll(List.of(zig.cargoZigbuild(), zig.zig()));
        return new Zigbuild(zig, inspection.cache(), processes, environment).environment(inspection.rustc(), targets);
    }

    private ZigTarget zigTarget(PlannedTarget planned) {
        TargetRequest target = request.target(planned.name());
        TargetTriple triple = planned.triple();
        return new ZigTarget(
                triple,
                target.glibc(),
                triple.isMacOs() ? inspection.macosMin(target) : null,
                targetCpu(
                        inspection.rustflags(target), triple, inspection.rustc().host()));
    }

    /**
     * Returns the CPU that C code is compiled for, that of the Rust code. {@code native} is the host's, whatever the triple, and no CPU of
     * another architecture.
     */
    static @Nullable String targetCpu(RustFlags flags, TargetTriple triple, TargetTriple host) {
        List<String> named = flags.codegen("target-cpu");
        String cpu = named.isEmpty() ? null : named.get(named.size() - 1);
        return "native".equals(cpu) && !triple.architecture().equals(host.architecture()) ? null : cpu;
    }

    private TargetTable table(CargoCall call, PlannedTarget planned, @Nullable Path zigLinker) {
        TargetRequest target = request.target(planned.name());
        TargetTriple triple = planned.triple();
        LinkerDecision decision = planned.linker();
        String linker =
                switch (decision.kind()) {
                    case NATIVE, USER, XWIN, CROSS -> null;
                    case PROGRAM -> program(decision);
                    case RUST_LLD -> decision.program();
                    case ZIG -> zigLinker(triple, zigLinker);
                };
        List<String> rustflags = flagsGoByVariable(call, planned) ? List.of() : rustflags(call, planned);
        return new TargetTable(triple, linker, rustflags, target.runner());
    }

    private static String zigLinker(TargetTriple triple, @Nullable Path linker) {
        if (linker == null) {
            throw new ToolFailedException("cargo-zigbuild names no linker for " + triple
                    + ".\n  Unset the variables that name a compiler for it (CC_" + triple.variableSuffix()
                    + ", CARGO_TARGET_" + triple.cargoVariableInfix() + "_LINKER), or give it a <linker>.");
        }
        return linker.toString();
    }

    private @Nullable String program(LinkerDecision decision) {
        Path program = Path.of(String.valueOf(decision.program()));
        return MuslGccWrapper.isNeededFor(program)
                ? MuslGccWrapper.write(wrapperFolder(), program).toString()
                : decision.program();
    }

    /** sccache's key holds the linker's path, so that of a wrapper must not differ from checkout to checkout. */
    private Path wrapperFolder() {
        Path folder = request.cargo().compilerCache() == null
                ? request.outputDirectory()
                : inspection.cache().directory();
        return folder.resolve("linkers");
    }

    private static void write(Path file, String text) {
        try {
            AtomicFile.writeString(file, text);
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("write", file, e);
        }
    }
}
