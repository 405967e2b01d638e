package dev.rustcross.plan;

import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.List;

/**
 * All that is decided before a compiler starts.
 *
 * @param requestDigest the digest of the request it was made for
 * @param workspaceRoot the folder of the workspace's manifest
 * @param targetDirectory Cargo's build directory
 * @param locked whether cargo is told that Cargo.lock must not change
 * @param packages the packages that cargo is told to build, by {@code -p}; empty for its own choice
 * @param binaries the binaries to be built
 * @param targets the targets with their linkers, in the POM's order
 * @param calls the cargo calls, in the order they are made
 */
public record BuildPlan(
        String requestDigest,
        Path workspaceRoot,
        Path targetDirectory,
        boolean locked,
        List<String> packages,
        List<CrateBinary> binaries,
        List<PlannedTarget> targets,
        List<CargoCall> calls) {

    public BuildPlan {
        packages = List.copyOf(packages);
        binaries = List.copyOf(binaries);
        targets = List.copyOf(targets);
        calls = List.copyOf(calls);
    }

    /** Returns this plan with its calls replaced by those that are ready to be made. */
    public BuildPlan withCalls(List<CargoCall> ready) {
        return new BuildPlan(requestDigest, workspaceRoot, targetDirectory, locked, packages, binaries, targets, ready);
    }

    /** Returns the number, from 1, of the cargo call that builds a triple of the plan. */
    public int callOf(TargetTriple triple) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).targets().contains(triple)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("not in the plan: " + triple);
    }

    /** Returns the planned target of a triple, which must be one of the plan's. */
    public PlannedTarget target(TargetTriple triple) {
        return targets.stream()
                .filter(target -> target.triple().equals(triple))
                .findFirst()
                .orElseThrow();
    }
}
