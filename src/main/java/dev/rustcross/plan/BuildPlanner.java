package dev.rustcross.plan;

import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.CrateProduct.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a request: what is built, by which linker, in how many cargo calls. */
public final class BuildPlanner {

    /** By which cargo knows that there is none, whatever its configuration files say. */
    private static final String NO_WRAPPER = "";

    /** What tells cargo that the linker of the host's triple is not for build scripts, as cargo-zigbuild sets it. */
    private static final Map<String, String> LINKER_NOT_FOR_HOST_UNITS = Map.of(
            "__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS", "nightly",
            "CARGO_UNSTABLE_TARGET_APPLIES_TO_HOST", "true",
            "CARGO_TARGET_APPLIES_TO_HOST", "false");

    private final Surroundings surroundings;
    private final LinkerRules rules;

    /** Creates a planner for a machine and a crate. */
    public BuildPlanner(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.rules = new LinkerRules(surroundings);
    }

    /**
     * Returns the plan.
     *
     * @throws InvalidConfigurationException where the request names what the crate or the machine does not have, or contradicts the user's
     *     own cargo configuration: with all such problems
     * @throws ToolMissingException where targets have no linker, naming all of them
     */
    public BuildPlan plan(BuildRequest asked, CrateMetadata metadata) {
        List<SkippedTarget> skipped = skipped(asked);
        BuildRequest request = without(skipped, asked);
        var problems = new ArrayList<Problem>();
        List<CrateProduct> products = products(request, metadata, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        List<PlannedTarget> targets = targets(request);
        return new BuildPlan(
                asked.digest(),
                metadata.workspaceRoot(),
                metadata.targetDirectory(),
                isLocked(request, metadata),
                request.packages(),
                products,
                targets,
                skipped,
                calls(request, targets));
    }

    /**
     * Returns what the crate has of what the request names.
     *
     * @param problems receives all for which {@link #plan} would refuse the request
     */
    public List<CrateProduct> products(BuildRequest request, CrateMetadata metadata, List<Problem> problems) {
        List<CrateProduct> products = CrateSelection.products(request, metadata, problems);
        for (TargetRequest target : without(skipped(request), request).targets()) {
            target.namedPrograms().forEach((element, program) -> missingProgram(target, element, program)
                    .ifPresent(problems::add));
            problems.addAll(problems(target, products));
        }
        problems.addAll(problems(request));
        return products;
    }

    private static BuildRequest without(List<SkippedTarget> skipped, BuildRequest request) {
        return skipped.isEmpty()
                ? request
                : request.with(request.targets().stream()
                        .filter(target ->
                                skipped.stream().noneMatch(each -> each.name().equals(target.name())))
                        .toList());
    }

    private List<SkippedTarget> skipped(BuildRequest request) {
        return request.targets().stream()
                .filter(TargetRequest::skippable)
                .flatMap(target -> unavailable(target).map(reason -> new SkippedTarget(target.name(), reason)).stream())
                .toList();
    }

    /** Returns why a target cannot be built here, a part of a sentence, or empty where it can. */
    private Optional<String> unavailable(TargetRequest target) {
        for (Map.Entry<String, String> named : target.namedPrograms().entrySet()) {
            if (missingProgram(target, named.getKey(), named.getValue()).isPresent()) {
                return Optional.of("there is no " + named.getValue());
            }
        }
        Optional<LinkerDecision> linker = linker(target);
        if (linker.isEmpty()) {
            return Optional.of("nothing here links it");
        }
        return linker.get().tool() == BuildTool.CROSS ? Optional.empty() : surroundings.stdUnavailable(target);
    }

    /** Returns whether cargo is told that Cargo.lock must not change: as the POM says, else where there is one. */
    public static boolean isLocked(BuildRequest request, CrateMetadata metadata) {
        Boolean asked = request.cargo().locked();
        return asked != null ? asked : Files.exists(metadata.workspaceRoot().resolve("Cargo.lock"));
    }

    private List<PlannedTarget> targets(BuildRequest request) {
        var planned = new ArrayList<PlannedTarget>();
        var unserved = new ArrayList<TargetRequest>();
        for (TargetRequest target : request.targets()) {
            Optional<LinkerDecision> linker = linker(target);
            if (linker.isPresent()) {
                planned.add(new PlannedTarget(
                        target.name(),
                        target.triple(),
                        target.classifier(),
                        linker.get(),
                        surroundings.buildsStd(target)));
            } else {
                unserved.add(target);
            }
        }
        if (!unserved.isEmpty()) {
            throw new ToolMissingException(MissingLinkers.message(unserved, surroundings));
        }
        return planned;
    }

    /** Returns the linker of a target, or empty where no rule applies. */
    public Optional<LinkerDecision> linker(TargetRequest target) {
        return new LinkerRules(surroundings.of(target)).choose(target);
    }

    /** Returns what is wrong with a program that an element of a target names, or empty where it is there. */
    public Optional<Problem> missingProgram(TargetRequest target, String element, String program) {
        boolean found = element.equals("linker")
                ? rules.named(program).isPresent()
                : surroundings.findProgram(program).isPresent();
        return found
                ? Optional.empty()
                : Optional.of(new Problem(
                        target.where() + "<" + element + ">",
                        "no such program on PATH",
                        program,
                        MissingLinkers.remedyOfNamed(program, element, surroundings)));
    }

    /** Returns what else keeps a target from being built as the POM has it. */
    public List<Problem> problems(TargetRequest target, List<CrateProduct> products) {
        var problems = new ArrayList<Problem>();
        checkLibraries(target, products, problems);
        checkSdk(target, problems);
        problems.addAll(surroundings.contradictions(target));
        return problems;
    }

    /** Returns what keeps the request as a whole from being built. */
    public List<Problem> problems(BuildRequest request) {
        var problems = new ArrayList<Problem>();
        checkToolchain(request, problems);
        checkWrapper(request, problems);
        return problems;
    }

    /** Cargo would leave the library out with a warning; musl knows no shared libraries beside a static C runtime. */
    private void checkLibraries(TargetRequest target, List<CrateProduct> products, List<Problem> problems) {
        List<String> libraries = products.stream()
                .filter(product -> product.kind() == Kind.LIBRARY)
                .map(CrateProduct::name)
                .toList();
        if (!libraries.isEmpty() && target.triple().isMusl() && rules.linksStatically(target)) {
            problems.add(new Problem(
                    target.where(),
                    "links the C runtime statically, so that the library " + String.join(", ", libraries)
                            + " cannot be built",
                    target.triple().name(),
                    "add <rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>"
                            + (libraries.size() == products.size()
                                    ? "."
                                    : ", or leave the library out by naming the programs in <binaries>.")));
        }
    }

    private void checkSdk(TargetRequest target, List<Problem> problems) {
        if (target.sdkRoot() != null && !surroundings.isFolder(Path.of(target.sdkRoot()))) {
            problems.add(
                    new Problem(
                            target.where() + "<sdkRoot>",
                            "no such folder",
                            target.sdkRoot(),
                            "name the folder of a macOS SDK, or remove <sdkRoot>: only what links Apple's frameworks needs one."));
        }
    }

    private void checkToolchain(BuildRequest request, List<Problem> problems) {
        List<String> withoutStd = request.targets().stream()
                .filter(surroundings::buildsStd)
                .map(target -> target.triple().name())
                .distinct()
                .toList();
        if (!withoutStd.isEmpty() && !surroundings.isNightly()) {
            problems.add(new Problem(
                    "<buildStd>",
                    "only a nightly toolchain can build the standard library, which there is none of for "
                            + String.join(", ", withoutStd),
                    "true",
                    "write <toolchain>nightly</toolchain>."));
        }
    }

    /** Cargo runs one wrapper, and the cache's own would take the other's place. */
    private void checkWrapper(BuildRequest request, List<Problem> problems) {
        if (request.cargo().compilerCache() != null) {
            surroundings
                    .rustcWrapper()
                    .filter(wrapper -> !CompilerCache.isSccache(wrapper.value()))
                    .ifPresent(wrapper -> problems.add(new Problem(
                            "<compilerCache>",
                            "cargo runs another compiler wrapper than sccache: build.rustc-wrapper of "
                                    + wrapper.source(),
                            wrapper.value(),
                            "remove build.rustc-wrapper there, or remove <compilerCache>.")));
        }
    }

    private List<CargoCall> calls(BuildRequest request, List<PlannedTarget> planned) {
        Map<Shared, List<TargetRequest>> groups = new LinkedHashMap<>();
        for (PlannedTarget each : planned) {
            TargetRequest target = request.target(each.name());
            Shared shared = shared(request, target, each);
            groups.computeIfAbsent(shared, key -> new ArrayList<>()).add(target);
        }
        CompilerCache cache = request.cargo().compilerCache();
        Map<String, String> throughCache = cache == null ? Map.of() : cache.variables(surroundings);
        var calls = new ArrayList<CargoCall>();
        groups.forEach((shared, targets) -> splitByMacOs(targets).forEach((macOs, part) -> {
            var variables = new TreeMap<>(macOs);
            if (shared.isHostWithLinker) {
                variables.putAll(LINKER_NOT_FOR_HOST_UNITS);
            }
            if (shared.tool == BuildTool.CROSS) {
                // In the container a configuration file names a program that is not there, but for what is handed in.
                surroundings
                        .rustcWrapper()
                        .ifPresent(wrapper -> variables.put(
                                CompilerCache.WRAPPER, runsInContainers() ? wrapper.value() : NO_WRAPPER));
            } else {
                variables.putAll(throughCache);
            }
            if (shared.tool == BuildTool.CARGO_XWIN) {
                // The rules choose it only where the user accepted.
                variables.put("XWIN_ACCEPT_LICENSE", "1");
            }
            Path ownDirectory = shared.ownDirectory == null
                    ? null
                    : request.outputDirectory().resolve("cargo-target").resolve(shared.ownDirectory);
            calls.add(new CargoCall(
                    shared.tool,
                    part.stream().map(TargetRequest::name).toList(),
                    shared.features,
                    zigLinksHostCode(shared.tool, part),
                    configuration(request, shared.tool, ownDirectory, calls.size() + 1),
                    ownDirectory,
                    variables,
                    List.of()));
        }));
        return calls;
    }

    /** Where the host's triple is among the targets, its own linker is that of the host's code, too, or told apart from it. */
    private boolean zigLinksHostCode(BuildTool tool, List<TargetRequest> targets) {
        return tool != BuildTool.CROSS
                && targets.stream().noneMatch(target -> target.triple().equals(surroundings.hostTriple()))
                && targets.stream().allMatch(rules::zigServesHost)
                && targets.stream().anyMatch(surroundings::runsHostCode);
    }

    /** Returns whether programs of this machine run in a container, too. */
    private boolean runsInContainers() {
        return surroundings.operatingSystem() == OperatingSystem.LINUX;
    }

    /** A container sees nothing of ours but its build directory. */
    private static Path configuration(BuildRequest request, BuildTool tool, @Nullable Path ownDirectory, int number) {
        return tool == BuildTool.CROSS && ownDirectory != null
                ? ownDirectory.resolve("cargo-config.toml")
                : request.outputDirectory().resolve("cargo-config" + (number == 1 ? "" : "-" + number) + ".toml");
    }

    /** What Apple's tools read from the environment is common to a call; targets of other systems join the first. */
    private static Map<Map<String, String>, List<TargetRequest>> splitByMacOs(List<TargetRequest> targets) {
        Map<String, String> first = targets.stream()
                .filter(target -> target.triple().isMacOs())
                .map(BuildPlanner::macOsVariables)
                .findFirst()
                .orElse(Map.of());
        Map<Map<String, String>, List<TargetRequest>> parts = new LinkedHashMap<>();
        for (TargetRequest target : targets) {
            Map<String, String> variables = target.triple().isMacOs() ? macOsVariables(target) : first;
            parts.computeIfAbsent(variables, key -> new ArrayList<>()).add(target);
        }
        return parts;
    }

    private static Map<String, String> macOsVariables(TargetRequest target) {
        var variables = new TreeMap<String, String>();
        if (target.macosMin() != null) {
            variables.put("MACOSX_DEPLOYMENT_TARGET", target.macosMin());
        }
        if (target.sdkRoot() != null) {
            variables.put("SDKROOT", target.sdkRoot());
        }
        return variables;
    }

    private Shared shared(BuildRequest request, TargetRequest target, PlannedTarget planned) {
        BuildTool tool = planned.linker().tool();
        boolean hostWithLinker = target.asksForLinker() && target.triple().equals(surroundings.hostTriple());
        return new Shared(
                tool,
                target.features(),
                target.environment(),
                planned.buildsStd(),
                hostWithLinker,
                ownDirectory(request, target, tool, hostWithLinker));
    }

    /** A container's build scripts do not run on the host, nor in another container. */
    private static @Nullable String ownDirectory(
            BuildRequest request, TargetRequest target, BuildTool tool, boolean hostWithLinker) {
        if (tool == BuildTool.CROSS) {
            return "cross-" + target.name();
        }
        return hostWithLinker || overwritesAnother(request, target) ? target.name() : null;
    }

    /** Cargo's folders know the triple alone: a floor beside none, and each floor but the first, needs a folder of its own. */
    private static boolean overwritesAnother(BuildRequest request, TargetRequest target) {
        return target.glibc() != null
                && request.targets().stream()
                        .filter(other -> other.triple().equals(target.triple()))
                        .min(Comparator.comparing(other -> other.glibc() != null))
                        .filter(first -> !first.name().equals(target.name()))
                        .isPresent();
    }

    /**
     * What targets must have in common to share a cargo call, but for what macOS needs.
     *
     * @param tool the program that makes the call
     * @param features the Cargo features
     * @param pomEnvironment the variables that the POM gives the target
     * @param buildsStd whether cargo builds the standard library, which it would do for all targets of the call
     * @param isHostWithLinker whether it is the host's triple with a linker of its own, which build scripts must not get
     * @param ownDirectory the name of a build directory of its own; null for the workspace's
     */
    private record Shared(
            BuildTool tool,
            FeatureSelection features,
            Map<String, String> pomEnvironment,
            boolean buildsStd,
            boolean isHostWithLinker,
            @Nullable String ownDirectory) {}
}
