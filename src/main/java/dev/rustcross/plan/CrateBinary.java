package dev.rustcross.plan;

/**
 * A binary that the crate declares: what Cargo calls a bin target.
 *
 * @param packageId cargo's opaque id of the package
 * @param packageName the package's name
 * @param name the binary's name, without an extension
 * @param optional whether Cargo may leave it out, since it requires features
 */
public record CrateBinary(String packageId, String packageName, String name, boolean optional) {}
