package dev.rustcross.execution;

import dev.rustcross.target.TargetTriple;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Answers of programs that stay true while nothing has changed, so that the programs need not run again.
 *
 * @param key what the answers depend on
 * @param deploymentTargets rustc's minimum macOS versions
 * @param pureRust whether a target's dependencies need no C compiler
 */
public record Memory(String key, Map<TargetTriple, String> deploymentTargets, Map<TargetTriple, Boolean> pureRust) {

    static final Records.Kind<Memory> KIND =
            new Records.Kind<>("answers.json", Memory.class, "configure", "generate-resources");

    public Memory {
        deploymentTargets = new TreeMap<>(deploymentTargets);
        pureRust = new TreeMap<>(pureRust);
    }

    /** Returns what is remembered for a key, or an empty memory. */
    static Memory of(String key, Records records) {
        return records.find(KIND)
                .filter(memory -> memory.key.equals(key))
                .orElseGet(() -> new Memory(key, new HashMap<>(), new HashMap<>()));
    }

    String deploymentTarget(TargetTriple triple, Supplier<String> question) {
        return deploymentTargets.computeIfAbsent(triple, unknown -> question.get());
    }

    boolean pureRust(TargetTriple triple, Supplier<Boolean> question) {
        return pureRust.computeIfAbsent(triple, unknown -> question.get());
    }
}
