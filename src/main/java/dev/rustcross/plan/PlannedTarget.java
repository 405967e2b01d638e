package dev.rustcross.plan;

import dev.rustcross.target.TargetTriple;

/**
 * A target with its linker chosen.
 *
 * @param triple the triple
 * @param classifier the classifier of its artifacts
 * @param linker what links it
 */
public record PlannedTarget(TargetTriple triple, String classifier, LinkerDecision linker) {}
