package dev.rustcross.cargo;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A package, as {@code cargo metadata} describes it.
 *
 * @param id Cargo's opaque identifier, equal to the {@code package_id} of build messages
 * @param name the package's name
 * @param version the package's version
 * @param manifestPath its {@code Cargo.toml}
 * @param links the native library that its build script links; null for most packages
 * @param targets what Cargo builds from it
 * @param licenseFile the file that {@code license-file} names, absolute; null where it is not set
 * @param readme the readme, also one that Cargo found by itself, absolute; null where there is none
 */
public record CargoPackage(
        String id,
        String name,
        String version,
        Path manifestPath,
        @Nullable String links,
        List<CargoTarget> targets,
        @Nullable Path licenseFile,
        @Nullable Path readme) {

    public CargoPackage {
        targets = List.copyOf(targets);
    }

    /** Returns the folder of the manifest. */
    public Path directory() {
        return Objects.requireNonNull(manifestPath.getParent());
    }

    /** Returns the names of the binaries, in Cargo's order. */
    public List<String> binaries() {
        return targets.stream()
                .filter(CargoTarget::isBinary)
                .map(CargoTarget::name)
                .toList();
    }

    /** Returns whether the package runs inside the compiler, and so is always built for the host. */
    boolean isProcMacro() {
        return targets.stream().anyMatch(target -> target.kinds().contains("proc-macro"));
    }
}
