package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.cargo.CargoProfiles;
import dev.rustcross.check.Expectations;
import dev.rustcross.check.Expectations.MinimumMacOs;
import dev.rustcross.check.Strip;
import dev.rustcross.plan.BinaryLimits;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CheckSettings;
import dev.rustcross.plan.SizeProfile;
import dev.rustcross.plan.TargetRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds what the binaries of each target are to be: what the POM says, and what cargo and rustc were told. */
final class TargetExpectations {

    private static final String STRIP = "strip";

    private final BuildRequest request;
    private final CheckSettings settings;
    private final Inspection inspection;
    private final CargoProfiles profiles;
    private final CargoConfig user;
    private final Map<String, Expectations> found = new HashMap<>();
    private final Map<String, Optional<MinimumMacOs>> minima = new HashMap<>();

    /**
     * Reads the profiles and the user's cargo configuration.
     *
     * @param workspaceRoot the folder whose {@code Cargo.toml} has the profiles
     * @param inspection asked only where an image makes an answer matter
     */
    TargetExpectations(BuildRequest request, CheckSettings settings, Path workspaceRoot, Inspection inspection) {
        this.request = request;
        this.settings = settings;
        this.profiles = CargoProfiles.read(workspaceRoot);
        this.inspection = inspection;
        this.user = CargoConfig.read(
                request.crateDirectory(),
                inspection.environment().variables(),
                triple -> inspection.rustc().cfg(triple));
    }

    Expectations of(TargetRequest target) {
        return found.computeIfAbsent(target.name(), name -> find(target));
    }

    private Expectations find(TargetRequest target) {
        BinaryLimits limits = target.limits().over(settings.limits());
        CargoConfig ofTarget = user.with(target.environment());
        Optional<Setting> strip = ofSizeProfile(ofTarget).or(() -> profiles.value(request.profile(), STRIP, ofTarget));
        return new Expectations(
                target.triple(),
                target.where(),
                () -> isCompiled(target) && inspection.linksStatically(target),
                target.glibc(),
                () -> minima.computeIfAbsent(target.name(), name -> minimum(target)),
                strip(target, strip.map(Setting::value), ofTarget),
                strip.map(Setting::source).orElse("Cargo.toml, " + profileTable()),
                limits.allowedLibraries(),
                settings.strictLibraries(),
                limits.maxSize(),
                request.sizeProfile());
    }

    /** What others built may be built by other rules: it has to keep to what the POM says. */
    private boolean isCompiled(TargetRequest target) {
        return request.toCompile().targets().contains(target);
    }

    private Optional<MinimumMacOs> minimum(TargetRequest target) {
        if (!isCompiled(target)) {
            return Optional.ofNullable(target.macosMin()).map(version -> new MinimumMacOs(version, true));
        }
        return Optional.of(new MinimumMacOs(inspection.macosMin(target), target.macosMin() != null));
    }

    private Strip strip(TargetRequest target, Optional<String> ofProfile, CargoConfig ofTarget) {
        if (!isCompiled(target)
                || request.cargo().extraArguments().stream().anyMatch(argument -> argument.startsWith("--config"))) {
            return Strip.UNKNOWN;
        }
        return Strip.of(ofProfile, ofTarget.rustflags(target.triple(), target.rustflags()));
    }

    /** It is handed to cargo as an option, which a manifest does not outweigh: what does is another setting of the user's. */
    private Optional<Setting> ofSizeProfile(CargoConfig ofTarget) {
        return request.sizeProfile()
                ? Optional.ofNullable(SizeProfile.of(request.profile(), ofTarget)
                                .settings()
                                .get(STRIP))
                        .map(value -> new Setting(
                                value, ".cargo/config.toml, " + profileTable() + ", which <sizeProfile> leaves"))
                : Optional.empty();
    }

    private String profileTable() {
        return "[profile." + request.profile() + "]";
    }
}
