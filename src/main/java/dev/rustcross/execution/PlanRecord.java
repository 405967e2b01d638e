package dev.rustcross.execution;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import java.util.Objects;

/**
 * What the goal {@code configure} leaves.
 *
 * @param plan the plan, with what its cargo calls need
 */
public record PlanRecord(BuildPlan plan) {

    static final Records.Kind<PlanRecord> KIND =
            new Records.Kind<>("plan.json", PlanRecord.class, "configure", "generate-resources");

    public PlanRecord {
        Objects.requireNonNull(plan);
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
        return plan;
    }
}
