package dev.rustcross.plan;

import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a request: what is built, by which linker, in how many cargo calls. */
public final class BuildPlanner {

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
     * @throws InvalidConfigurationException where the request names what the crate does not have
     * @throws ToolMissingException where targets have no linker, naming all of them
     */
    public BuildPlan plan(BuildRequest request, CrateMetadata metadata) {
        List<CrateBinary> binaries = CrateSelection.binaries(request, metadata);
        List<PlannedTarget> targets = targets(request);
        return new BuildPlan(
                request.digest(),
                metadata.workspaceRoot(),
                metadata.targetDirectory(),
                isLocked(request, metadata),
                request.packages(),
                binaries,
                targets,
                calls(request, targets));
    }

    /** Returns whether cargo is told that Cargo.lock must not change: as the POM says, else where there is one. */
    public static boolean isLocked(BuildRequest request, CrateMetadata metadata) {
        Boolean asked = request.cargo().locked();
        return asked != null ? asked : Files.exists(metadata.workspaceRoot().resolve("Cargo.lock"));
    }

    private List<PlannedTarget> targets(BuildRequest request) {
        checkNamedLinkers(request);
        var planned = new ArrayList<PlannedTarget>();
        var unserved = new ArrayList<TargetRequest>();
        for (TargetRequest target : request.targets()) {
            Optional<LinkerDecision> linker = rules.choose(target);
            if (linker.isPresent()) {
                planned.add(new PlannedTarget(target.triple(), target.classifier(), linker.get()));
            } else {
                unserved.add(target);
            }
        }
        if (!unserved.isEmpty()) {
            throw new ToolMissingException(MissingLinkers.message(unserved, surroundings));
        }
        return planned;
    }

    private void checkNamedLinkers(BuildRequest request) {
        List<Problem> problems = new ArrayList<>();
        for (TargetRequest target : request.targets()) {
            if (target.linker() != null && rules.named(target.linker()).isEmpty()) {
                problems.add(new Problem(
                        target.where() + "<linker>",
                        "no such program on PATH",
                        target.linker(),
                        "install it"
                                + MissingLinkers.installCommand(target.linker(), surroundings.operatingSystem())
                                        .map(command -> " (`" + command + "`)")
                                        .orElse("")
                                + ", or remove <linker> to let the plugin choose one."));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private List<CargoCall> calls(BuildRequest request, List<PlannedTarget> planned) {
        Map<Shared, List<TargetTriple>> groups = new LinkedHashMap<>();
        for (int i = 0; i < planned.size(); i++) {
            groups.computeIfAbsent(shared(request.targets().get(i)), key -> new ArrayList<>())
                    .add(planned.get(i).triple());
        }
        var calls = new ArrayList<CargoCall>();
        groups.forEach((shared, triples) -> {
            String number = calls.isEmpty() ? "" : "-" + (calls.size() + 1);
            calls.add(new CargoCall(
                    triples,
                    shared.features,
                    request.outputDirectory().resolve("cargo-config" + number + ".toml"),
                    shared.hostTriple == null
                            ? null
                            : request.outputDirectory().resolve("cargo-target").resolve(shared.hostTriple.name()),
                    shared.ownEnvironment,
                    List.of()));
        });
        return calls;
    }

    private Shared shared(TargetRequest target) {
        var own = new TreeMap<String, String>();
        if (target.macosMin() != null) {
            own.put("MACOSX_DEPLOYMENT_TARGET", target.macosMin());
        }
        if (target.sdkRoot() != null) {
            own.put("SDKROOT", target.sdkRoot());
        }
        boolean hostWithLinker = target.asksForLinker() && target.triple().equals(surroundings.hostTriple());
        if (hostWithLinker) {
            own.putAll(LINKER_NOT_FOR_HOST_UNITS);
        }
        return new Shared(target.features(), target.environment(), own, hostWithLinker ? target.triple() : null);
    }

    /**
     * What targets must have in common to share a cargo call.
     *
     * @param features the Cargo features
     * @param pomEnvironment the variables that the POM gives the target
     * @param ownEnvironment the variables that its build needs
     * @param hostTriple the host's triple where it has a linker of its own, which build scripts must not get; else null
     */
    private record Shared(
            FeatureSelection features,
            Map<String, String> pomEnvironment,
            Map<String, String> ownEnvironment,
            @Nullable TargetTriple hostTriple) {}
}
