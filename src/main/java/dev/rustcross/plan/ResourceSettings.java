package dev.rustcross.plan;

import java.nio.file.Path;

/**
 * How libraries become resources of a Java program.
 *
 * @param layout where they lie
 * @param mode in which jar
 * @param classes the folder of the module's classes
 */
public record ResourceSettings(ResourceLayout layout, ResourceMode mode, Path classes) {}
