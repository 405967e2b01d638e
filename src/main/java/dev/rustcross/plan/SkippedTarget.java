package dev.rustcross.plan;

/**
 * A target that is left out, as its {@code ifUnavailable} allows.
 *
 * @param name the target's name
 * @param reason why it cannot be built here
 */
public record SkippedTarget(String name, String reason) {}
