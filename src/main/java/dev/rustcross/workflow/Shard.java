package dev.rustcross.workflow;

import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The targets that one machine builds.
 *
 * @param runner the label or tag of the machine
 * @param system the operating system of the machine, as far as its name or its targets tell
 * @param classifiers the classifiers of its targets
 * @param tools the cargo tools that its targets need
 */
public record Shard(String runner, MachineSystem system, List<String> classifiers, List<String> tools) {

    public Shard {
        classifiers = List.copyOf(classifiers);
        tools = List.copyOf(tools);
    }

    /** The operating systems that build services have machines with. */
    enum MachineSystem {
        LINUX,
        MACOS,
        WINDOWS
    }

    /**
     * A target as a pipeline knows it.
     *
     * @param triple the triple
     * @param classifier the classifier of its artifacts, unique
     * @param tools the cargo tools of the engine that the POM asks for, where that cross-compiles, as it does on Linux
     */
    public record Target(TargetTriple triple, String classifier, List<String> tools) {

        public Target {
            tools = List.copyOf(tools);
        }
    }

    /**
     * Returns the shards, one for each machine, in the order of the targets.
     *
     * @param targets the targets
     * @param runners the machines that a build service has
     * @param own the machines that the POM names, by triple or classifier
     */
    public static List<Shard> of(List<Target> targets, Runners runners, Map<String, String> own) {
        Map<String, List<Target>> byRunner = new LinkedHashMap<>();
        for (Target target : targets) {
            String named = own.getOrDefault(
                    target.classifier(), own.get(target.triple().name()));
            String runner = named != null ? named : runners.of(target);
            byRunner.computeIfAbsent(runner, key -> new ArrayList<>()).add(target);
        }
        return byRunner.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Shard of(String runner, List<Target> targets) {
        return new Shard(
                runner,
                system(runner.toLowerCase(Locale.ROOT), targets),
                targets.stream().map(Target::classifier).toList(),
                targets.stream()
                        .flatMap(target -> target.tools().stream())
                        .distinct()
                        .toList());
    }

    /** Where the name tells nothing, a machine has the system that all of its targets are for. */
    private static MachineSystem system(String runner, List<Target> targets) {
        if (runner.contains("linux") || runner.contains("ubuntu")) {
            return MachineSystem.LINUX;
        }
        if (runner.contains("macos")) {
            return MachineSystem.MACOS;
        }
        if (runner.contains("windows")) {
            return MachineSystem.WINDOWS;
        }
        if (targets.stream().allMatch(target -> target.triple().isMacOs())) {
            return MachineSystem.MACOS;
        }
        return targets.stream()
                        .allMatch(target ->
                                target.triple().isWindows() && target.tools().isEmpty())
                ? MachineSystem.WINDOWS
                : MachineSystem.LINUX;
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
