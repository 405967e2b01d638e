package dev.rustcross.plan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One {@code cargo build}, for all targets that can share it.
 *
 * @param tool the program that makes it
 * @param targets the names of the targets built, in the POM's order
 * @param features the features, common to them
 * @param zigLinksHostCode whether zig links the build scripts and procedural macros, too
 * @param configuration the generated cargo configuration
 * @param ownTargetDirectory a build directory of its own; null for the workspace's
 * @param environment the variables this call needs beyond the POM's own {@code <environment>}; holds no secret
 * @param path folders to put first on cargo's {@code PATH}
 */
public record CargoCall(
        BuildTool tool,
        List<String> targets,
        FeatureSelection features,
        boolean zigLinksHostCode,
        Path configuration,
        @Nullable Path ownTargetDirectory,
        Map<String, String> environment,
        List<Path> path) {

    /** Where a container of cross has the build directory. */
    public static final String CONTAINER_TARGET_DIRECTORY = "/target";

    public CargoCall {
        targets = List.copyOf(targets);
        environment = Map.copyOf(environment);
        path = List.copyOf(path);
    }

    /** Returns the configuration's path as the cargo that reads it knows it. */
    String configurationArgument() {
        return tool == BuildTool.CROSS
                ? CONTAINER_TARGET_DIRECTORY + "/" + configuration.getFileName()
                : configuration.toString();
    }

    /** Returns this call with another configuration. */
    public CargoCall configuredBy(Path file) {
        return new CargoCall(tool, targets, features, zigLinksHostCode, file, ownTargetDirectory, environment, path);
    }

    /** Returns this call with other features. */
    public CargoCall with(FeatureSelection others) {
        return new CargoCall(
                tool, targets, others, zigLinksHostCode, configuration, ownTargetDirectory, environment, path);
    }

    /** Returns this call with more variables for cargo itself and more folders on its path. */
    public CargoCall with(Map<String, String> moreVariables, List<Path> morePath) {
        var variables = new HashMap<>(environment);
        variables.putAll(moreVariables);
        return new CargoCall(
                tool,
                targets,
                features,
                zigLinksHostCode,
                configuration,
                ownTargetDirectory,
                variables,
                Stream.concat(path.stream(), morePath.stream()).toList());
    }
}
