package dev.rustcross.toolchain;

/**
 * Something that keeps a tool from building.
 *
 * @param name what is missing
 * @param remedy what to do about it, a clause in the imperative, with the reason where it needs one
 */
public record Obstacle(String name, String remedy) {}
