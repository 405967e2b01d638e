package dev.rustcross.plan;

import dev.rustcross.file.Digest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants built, validated as far as that needs no program.
 *
 * @param manifest the {@code Cargo.toml} of a package or a virtual workspace, absolute
 * @param targets the targets to build, in the POM's order, no name twice
 * @param packages the packages to build; empty for the manifest's own
 * @param binaries the binaries to build; empty for all
 * @param profile the Cargo profile
 * @param sizeProfile whether the profile's settings are those of {@link SizeProfile}
 * @param environment variables for every cargo call; values are secret
 * @param cargo how cargo is called
 * @param autoInstall whether missing tools may be installed
 * @param acceptMicrosoftLicense whether the user accepts the terms of what cargo-xwin downloads
 * @param buildStd whether a standard library that cannot be installed may be built from source
 * @param remapPaths whether rustc writes other names for the folders of this machine
 * @param lipo when the macOS builds are fused
 * @param shards the folder with what other builds made of parts of the targets, absolute; null where this build makes it all
 * @param outputDirectory the folder for all that the plugin writes, absolute
 */
public record BuildRequest(
        Path manifest,
        List<TargetRequest> targets,
        List<String> packages,
        List<String> binaries,
        String profile,
        boolean sizeProfile,
        Map<String, String> environment,
        CargoSettings cargo,
        boolean autoInstall,
        boolean acceptMicrosoftLicense,
        boolean buildStd,
        boolean remapPaths,
        LipoMode lipo,
        @Nullable Path shards,
        Path outputDirectory) {

    public BuildRequest {
        targets = List.copyOf(targets);
        packages = List.copyOf(packages);
        binaries = List.copyOf(binaries);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Returns the folder cargo is run in: it reads its configuration from there. */
    public Path crateDirectory() {
        return Objects.requireNonNull(manifest.getParent());
    }

    /** Returns the target of that name, which must be one of the targets. */
    public TargetRequest target(String name) {
        return targets.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns why nothing may be installed, or empty where it may. */
    public Optional<String> installationForbidden() {
        if (cargo.offline()) {
            return Optional.of("Maven is offline (-o)");
        }
        return autoInstall ? Optional.empty() : Optional.of("<autoInstall> is false");
    }

    /**
     * Returns a digest of all that decides what is built, by which a goal knows whether a record is for this request. Neither the
     * packing nor being offline is part of it: what is built can be packed otherwise later.
     */
    public String digest() {
        return Digest.ofValue(List.of(
                targets.stream().map(TargetRequest::identity).toList(),
                manifest,
                packages,
                binaries,
                profile,
                sizeProfile,
                environment,
                cargo.program(),
                cargo.extraArguments(),
                Optional.ofNullable(cargo.locked()),
                acceptMicrosoftLicense,
                buildStd,
                remapPaths,
                Optional.ofNullable(cargo.compilerCache()),
                lipo,
                Optional.ofNullable(shards),
                outputDirectory));
    }

    /** Returns the part of this that a compiler is needed for: none of what shards or others built. */
    public BuildRequest toCompile() {
        return with(
                shards != null
                        ? List.of()
                        : targets.stream()
                                .filter(target -> target.prebuilt() == null)
                                .toList());
    }

    /** Returns this request for some of its targets. */
    public BuildRequest with(List<TargetRequest> some) {
        return some.size() == targets.size()
                ? this
                : new BuildRequest(
                        manifest,
                        some,
                        packages,
                        binaries,
                        profile,
                        sizeProfile,
                        environment,
                        cargo,
                        autoInstall,
                        acceptMicrosoftLicense,
                        buildStd,
                        remapPaths,
                        lipo,
                        shards,
                        outputDirectory);
    }
}
