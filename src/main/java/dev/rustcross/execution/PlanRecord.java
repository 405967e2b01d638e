package dev.rustcross.execution;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CargoCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the goal {@code configure} leaves.
 *
 * @param plan the plan, with what its cargo calls need
 * @param digest the digest of all that was asked and answered when it was made
 * @param watched the states of the files that it depends on
 */
public record PlanRecord(BuildPlan plan, String digest, Map<Path, String> watched) {

    static final Records.Kind<PlanRecord> KIND =
            new Records.Kind<>("plan.json", PlanRecord.class, "configure", "generate-resources");

    /** Returns the record of a plan, with the present states of the files it depends on. */
    static PlanRecord of(BuildPlan plan, String digest, List<Path> watched) {
        Map<Path, String> states = new TreeMap<>();
        watched.forEach(file -> states.put(file, FileState.describe(file)));
        return new PlanRecord(plan, digest, states);
    }

    /** Returns whether the files that the plan depends on are as they were when it was made. */
    boolean filesAreCurrent() {
        return watched.entrySet().stream().allMatch(file -> file.getValue().equals(FileState.describe(file.getKey())));
    }

    /**
     * Returns the plan that was recorded for a request.
     *
     * @throws InvalidConfigurationException where there is none, or it is for something else
     */
    static BuildPlan of(BuildRequest request, Records records) {
        BuildPlan plan = records.require(KIND).plan();
        if (!plan.requestDigest().equals(request.digest())) {
            throw records.missing(KIND, "the goal configure ran with another configuration");
        }
        for (CargoCall call : plan.calls()) {
            if (!Files.isRegularFile(call.configuration())) {
                throw records.missing(KIND, "it names " + call.configuration() + ", which is gone");
            }
        }
        return plan;
    }
}
