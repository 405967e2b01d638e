package dev.rustcross.execution;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.file.FileState;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CrateProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the goal {@code configure} leaves.
 *
 * @param plan the plan, with what its cargo calls need
 * @param digest the digest of all that was asked and answered when it was made
 * @param configuration the states of the user's own cargo configuration files
 * @param watched the states of the other files that it depends on
 */
public record PlanRecord(BuildPlan plan, String digest, Map<Path, String> configuration, Map<Path, String> watched) {

    static final Records.Kind<PlanRecord> KIND =
            new Records.Kind<>("plan.json", PlanRecord.class, "configure", "generate-resources");

    /** Returns the record of a plan, with the present states of the files it depends on. */
    static PlanRecord of(BuildPlan plan, String digest, List<Path> configuration, List<Path> watched) {
        return new PlanRecord(plan, digest, states(configuration), states(watched));
    }

    private static Map<Path, String> states(List<Path> files) {
        Map<Path, String> states = new TreeMap<>();
        files.forEach(file -> states.put(file, FileState.describe(file)));
        return states;
    }

    /** Returns whether the files that the plan depends on are as they were when it was made. */
    boolean filesAreCurrent() {
        return changed(configuration).isEmpty() && changed(watched).isEmpty();
    }

    private static Optional<Path> changed(Map<Path, String> states) {
        for (Map.Entry<Path, String> file : states.entrySet()) {
            if (!file.getValue().equals(FileState.describe(file.getKey()))) {
                return Optional.of(file.getKey());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the plan that was recorded for a request.
     *
     * @throws InvalidConfigurationException where there is none, or it is for something else
     */
    static BuildPlan of(BuildRequest request, Records records) {
        return recorded(request, records).plan;
    }

    /**
     * Returns the record of a request.
     *
     * @throws InvalidConfigurationException where there is none, or it is for something else
     */
    static PlanRecord recorded(BuildRequest request, Records records) {
        if (request.toCompile().targets().isEmpty()) {
            return ofNothing(request)
                    .with(records.find(ShardsRecord.KIND)
                            .filter(shards -> request.shards() != null)
                            .map(ShardsRecord::products)
                            .orElse(List.of()));
        }
        PlanRecord record = records.require(KIND);
        checked(record, request, records);
        return record;
    }

    /**
     * Returns the plan that was recorded for a request, for the goal that carries it out: its linkers are right as long as the user's own
     * are as they were. Other files that it depends on may change while a build runs, such as Cargo.lock, which cargo writes.
     *
     * @throws InvalidConfigurationException where there is none, it is for something else, or cargo's configuration was edited since
     */
    static BuildPlan toBuild(BuildRequest request, Records records) {
        if (request.toCompile().targets().isEmpty()) {
            return ofNothing(request).plan;
        }
        PlanRecord record = records.require(KIND);
        Optional<Path> edited = changed(record.configuration);
        if (edited.isPresent()) {
            throw records.missing(KIND, edited.get() + " has changed since the goal configure ran");
        }
        return checked(record, request, records);
    }

    /** Nothing was planned where nothing is compiled. */
    private static PlanRecord ofNothing(BuildRequest request) {
        return new PlanRecord(BuildPlan.ofNothing(request, List.of()), "", Map.of(), Map.of());
    }

    /** Returns this record with what the crate has. */
    PlanRecord with(List<CrateProduct> products) {
        return new PlanRecord(plan.withProducts(products), digest, configuration, watched);
    }

    private static BuildPlan checked(PlanRecord record, BuildRequest request, Records records) {
        BuildPlan plan = record.plan;
        if (!plan.requestDigest().equals(request.toCompile().digest())) {
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
