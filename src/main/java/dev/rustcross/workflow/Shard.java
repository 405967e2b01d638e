package dev.rustcross.workflow;

import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The targets that one machine builds.
 *
 * @param runner the label or tag of the machine
 * @param classifiers the classifiers of its targets
 */
public record Shard(String runner, List<String> classifiers) {

    public Shard {
        classifiers = List.copyOf(classifiers);
    }

    /**
     * A target as a pipeline knows it.
     *
     * @param triple the triple
     * @param classifier the classifier of its artifacts, unique
     * @param crossCompiled whether the POM asks for an engine that cross-compiles, which runs on Linux
     */
    public record Target(TargetTriple triple, String classifier, boolean crossCompiled) {}

    /**
     * Returns the shards, one for each machine, in the order of the targets.
     *
     * @param targets the targets
     * @param runners the machines that a build service has
     * @param own the machines that the POM names, by triple or classifier
     */
    public static List<Shard> of(List<Target> targets, Runners runners, Map<String, String> own) {
        Map<String, List<String>> byRunner = new LinkedHashMap<>();
        for (Target target : targets) {
            String named = own.getOrDefault(
                    target.classifier(), own.get(target.triple().name()));
            String runner = named != null ? named : runners.of(target);
            byRunner.computeIfAbsent(runner, key -> new ArrayList<>()).add(target.classifier());
        }
        return byRunner.entrySet().stream()
                .map(entry -> new Shard(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns its name, unique among the shards: that of its first target. */
    public String name() {
        return classifiers.get(0);
    }

    /** Returns the value of {@code onlyTargets}. */
    String onlyTargets() {
        return String.join(",", classifiers);
    }
}
