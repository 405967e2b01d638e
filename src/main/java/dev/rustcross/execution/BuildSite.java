package dev.rustcross.execution;

import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.process.Command;
import java.util.List;
import java.util.Optional;

/** Where cargo runs: on this machine, as here, or elsewhere. */
interface BuildSite {

    /** This machine. */
    BuildSite HERE = new BuildSite() {};

    /**
     * Returns where a call's cargo runs.
     *
     * @param packageIds the identifiers of the packages it builds, as cargo on this machine writes them
     */
    static BuildSite of(
            BuildRequest request, BuildPlan plan, CargoCall call, List<String> packageIds, HostPlatform host) {
        return call.tool() == BuildTool.CROSS ? new CrossSite(request, plan, call, packageIds, host) : HERE;
    }

    /** Returns a cargo call as it is started from this machine. */
    default Command command(Command cargo) {
        return cargo;
    }

    /** Returns what cargo reports, by the paths of this machine. */
    default CompilerArtifact onHost(CompilerArtifact artifact) {
        return artifact;
    }

    /**
     * Returns what kept cargo from being started, where that is known, and what to do about it.
     *
     * @param words the last lines on standard error
     */
    default Optional<String> failure(int exitCode, List<String> words) {
        return Optional.empty();
    }
}
