package dev.rustcross.plan;

/**
 * What the goal {@code check} asks of all binaries.
 *
 * @param limits what they may have
 * @param strictLibraries whether a library that is not allowed is a failure
 * @param forbidBuildPaths whether none may name a folder of the machine that builds
 */
public record CheckSettings(BinaryLimits limits, boolean strictLibraries, boolean forbidBuildPaths) {}
