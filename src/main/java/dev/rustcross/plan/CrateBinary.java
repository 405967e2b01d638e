package dev.rustcross.plan;

import org.jspecify.annotations.Nullable;

/**
 * A binary that the crate declares: what Cargo calls a bin target.
 *
 * @param packageId cargo's opaque id of the package
 * @param packageName the package's name
 * @param name the binary's name, without an extension
 * @param optional whether Cargo may leave it out, since it requires features
 */
public record CrateBinary(String packageId, String packageName, String name, boolean optional) {

    /** By hand, as {@link #hashCode}: linking a record's own at run time is felt at the start of every build. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CrateBinary binary
                && packageId.equals(binary.packageId)
                && packageName.equals(binary.packageName)
                && name.equals(binary.name)
                && optional == binary.optional;
    }

    @Override
    public int hashCode() {
        return packageId.hashCode() * 31 + name.hashCode();
    }
}
