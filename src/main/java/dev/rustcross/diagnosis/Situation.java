package dev.rustcross.diagnosis;

import dev.rustcross.host.PackageManager;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Optional;

/**
 * What a failed cargo call was about.
 *
 * @param targets its targets, with what links them
 * @param host the triple of the machine that compiled, which is this one or a container
 * @param packageManager what installs programs there
 * @param profile the Cargo profile
 */
public record Situation(List<PlannedTarget> targets, TargetTriple host, PackageManager packageManager, String profile) {

    public Situation {
        targets = List.copyOf(targets);
    }

    /** Returns the target in whose container, as cross starts it, the call was made; empty for a call on this machine. */
    public Optional<PlannedTarget> container() {
        return targets.stream()
                .filter(target -> target.linker().tool() == BuildTool.CROSS)
                .findFirst();
    }
}
