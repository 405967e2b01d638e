package dev.rustcross.execution;

import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.process.Command;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ContainerEngine;
import dev.rustcross.toolchain.CrossContainer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A container, as cross starts it. */
final class CrossSite implements BuildSite {

    private final BuildRequest request;
    private final CargoCall call;
    private final HostPlatform host;
    private final ContainerPaths paths;

    /**
     * Creates the site of a call.
     *
     * @param packageIds the identifiers of the packages it builds, as cargo on this machine writes them
     */
    CrossSite(BuildRequest request, BuildPlan plan, CargoCall call, List<String> packageIds, HostPlatform host) {
        this.request = request;
        this.call = call;
        this.host = host;
        this.paths =
                new ContainerPaths(plan.workspaceRoot(), Objects.requireNonNull(call.ownTargetDirectory()), packageIds);
    }

    @Override
    public Command command(Command cargo) {
        boolean linux = host.operatingSystem() == HostPlatform.OperatingSystem.LINUX;
        return new CrossContainer(environment(cargo), linux, request.cargo().offline()).in(cargo);
    }

    @Override
    public CompilerArtifact onHost(CompilerArtifact artifact) {
        return paths.onHost(artifact);
    }

    @Override
    public Optional<String> failure(int exitCode, List<String> words) {
        String target = String.join(", ", call.targets());
        // The targets of a call have their variables in common.
        var environment = new BuildEnvironment(host.environment(), request.environment())
                .with(request.target(call.targets().get(0)).environment());
        return new CrossFailure(
                        target,
                        ContainerEngine.find(environment).orElse(null),
                        environment.packageManager(host.operatingSystem()),
                        request.cargo().offline())
                .explain(exitCode, words);
    }

    private BuildEnvironment environment(Command cargo) {
        return new BuildEnvironment(host.environment(), cargo.environment());
    }
}
