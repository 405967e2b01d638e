package dev.rustcross.plan;

import dev.rustcross.target.TargetTriple;

/**
 * A target with its linker chosen.
 *
 * @param name its name, unique in the plan
 * @param triple the triple
 * @param classifier the classifier of its artifacts
 * @param linker what links it
 * @param buildsStd whether its standard library is built with it, from source
 */
public record PlannedTarget(
        String name, TargetTriple triple, String classifier, LinkerDecision linker, boolean buildsStd) {}
