package dev.rustcross.plan;

import dev.rustcross.cargo.WorkspaceRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is decided before a compiler starts.
 *
 * @param requestDigest the digest of the request it was made for
 * @param workspaceRoot the folder of the workspace's manifest
 * @param targetDirectory Cargo's build directory
 * @param locked whether cargo is told that Cargo.lock must not change
 * @param packages the packages that cargo is told to build, by {@code -p}; empty for its own choice
 * @param products what is built of them
 * @param targets the targets with their linkers, in the POM's order
 * @param skipped the targets that cannot be built here and are left out
 * @param calls the cargo calls, in the order they are made
 */
public record BuildPlan(
        String requestDigest,
        Path workspaceRoot,
        Path targetDirectory,
        boolean locked,
        List<String> packages,
        List<CrateProduct> products,
        List<PlannedTarget> targets,
        List<SkippedTarget> skipped,
        List<CargoCall> calls) {

    public BuildPlan {
        packages = List.copyOf(packages);
        products = List.copyOf(products);
        targets = List.copyOf(targets);
        skipped = List.copyOf(skipped);
        calls = List.copyOf(calls);
    }

    /** Returns this plan with what the crate has. */
    public BuildPlan withProducts(List<CrateProduct> known) {
        return new BuildPlan(
                requestDigest, workspaceRoot, targetDirectory, locked, packages, known, targets, skipped, calls);
    }

    /**
     * Returns the plan where nothing is compiled.
     *
     * @param skipped the targets that are left out
     */
    public static BuildPlan ofNothing(BuildRequest request, List<SkippedTarget> skipped) {
        Path crate = request.crateDirectory();
        return new BuildPlan(
                request.toCompile().digest(),
                WorkspaceRoot.of(crate),
                crate.resolve("target"),
                false,
                request.packages(),
                List.of(),
                List.of(),
                skipped,
                List.of());
    }

    /** Returns this plan with its calls replaced by those that are ready to be made. */
    public BuildPlan withCalls(List<CargoCall> ready) {
        return new BuildPlan(
                requestDigest, workspaceRoot, targetDirectory, locked, packages, products, targets, skipped, ready);
    }

    /** Returns this plan with one more target, and the call that builds it. */
    public BuildPlan with(PlannedTarget target, CargoCall call) {
        return new BuildPlan(
                requestDigest,
                workspaceRoot,
                targetDirectory,
                locked,
                packages,
                products,
                Stream.concat(targets.stream(), Stream.of(target)).toList(),
                skipped,
                Stream.concat(calls.stream(), Stream.of(call)).toList());
    }

    /** Returns the folder that cargo builds in for a call. */
    public Path targetDirectory(CargoCall call) {
        return call.ownTargetDirectory() != null ? call.ownTargetDirectory() : targetDirectory;
    }

    /** Returns the number, from 1, of the cargo call that builds a target of the plan. */
    public int callOf(PlannedTarget target) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).targets().contains(target.name())) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("not in the plan: " + target.name());
    }

    /** Returns the targets of a call, in its order; no triple is twice among them. */
    public List<PlannedTarget> targets(CargoCall call) {
        return targets.stream()
                .filter(target -> call.targets().contains(target.name()))
                .toList();
    }
}
