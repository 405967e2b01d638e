package dev.rustcross.diagnosis;

import dev.rustcross.host.PackageManager;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.target.TargetTriple;
import java.util.List;

/**
 * What a failed cargo call was about.
 *
 * @param targets its targets, with what links them
 * @param host the triple of the machine
 * @param packageManager what installs programs there
 */
public record Situation(List<PlannedTarget> targets, TargetTriple host, PackageManager packageManager) {

    public Situation {
        targets = List.copyOf(targets);
    }
}
