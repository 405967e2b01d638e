package dev.rustcross.cargo;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package, as {@code cargo metadata} describes it.
 *
 * @param id Cargo's opaque identifier, equal to the {@code package_id} of build messages
 * @param name the package's name
 * @param version the package's version
 * @param source the registry or repository it comes from, as Cargo.lock names it; null for a folder
 * @param license its licence, an SPDX expression as a rule; null where it names none
 * @param manifestPath its {@code Cargo.toml}
 * @param links the native library that its build script links; null for most packages
 * @param targets what Cargo builds from it
 * @param features the names of its features, those of optional dependencies included
 */
public record CargoPackage(
        String id,
        String name,
        String version,
        @Nullable String source,
        @Nullable String license,
        Path manifestPath,
        @Nullable String links,
        List<CargoTarget> targets,
        Set<String> features) {

    public CargoPackage {
        targets = List.copyOf(targets);
        features = Set.copyOf(features);
    }

    /** Returns the folder of the manifest. */
    public Path directory() {
        return Objects.requireNonNull(manifestPath.getParent());
    }

    /** Returns whether the package runs inside the compiler, and so is always built for the host. */
    public boolean isProcMacro() {
        return has("proc-macro");
    }

    /** Returns whether the package has a build script. */
    boolean hasBuildScript() {
        return has("custom-build");
    }

    private boolean has(String kind) {
        return targets.stream().anyMatch(target -> target.kinds().contains(kind));
    }
}
