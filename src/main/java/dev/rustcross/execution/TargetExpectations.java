package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.cargo.CargoProfiles;
import dev.rustcross.cargo.RustFlags;
import dev.rustcross.check.Expectations;
import dev.rustcross.check.Expectations.MinimumMacOs;
import dev.rustcross.check.Strip;
import dev.rustcross.plan.BinaryLimits;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CheckSettings;
import dev.rustcross.plan.TargetRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what the binaries of each target are to be: what the POM says, and what cargo and rustc were told. */
final class TargetExpectations {

    private final BuildRequest request;
    private final CheckSettings settings;
    private final Inspection inspection;
    private final Map<String, Expectations> found = new HashMap<>();

    TargetExpectations(BuildRequest request, CheckSettings settings, Inspection inspection) {
        this.request = request;
        this.settings = settings;
        this.inspection = inspection;
    }

    Expectations of(TargetRequest target) {
        return found.computeIfAbsent(target.name(), name -> find(target));
    }

    private Expectations find(TargetRequest target) {
        BinaryLimits limits = target.limits().over(settings.limits());
        return new Expectations(
                target.triple(),
                target.where(),
                inspection.linksStatically(target),
                target.glibc(),
                target.triple().isMacOs()
                        ? new MinimumMacOs(inspection.macosMin(target), target.macosMin() != null)
                        : null,
                strip(target),
                limits.allowedLibraries(),
                settings.strictLibraries(),
                limits.maxSize());
    }

    private Strip strip(TargetRequest target) {
        RustFlags flags = inspection.rustflags(target);
        List<String> options = request.cargo().extraArguments();
        CargoConfig user = inspection.userConfiguration().with(target.environment());
        Optional<String> ofProfile = CargoProfiles.read(inspection.workspace().workspaceRoot(), user)
                .value(request.profile(), "strip")
                .map(Setting::value);
        return options.stream().anyMatch(option -> option.startsWith("--config"))
                ? Strip.UNKNOWN
                : Strip.of(ofProfile, flags);
    }
}
