package dev.rustcross.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a crate declares and an archive holds: a program, or a library for other languages.
 *
 * @param packageId cargo's opaque id of the package
 * @param packageName the package's name
 * @param packageVersion the package's version
 * @param kind what it is
 * @param name the name of the Cargo target, without an extension
 * @param optional whether Cargo may leave it out, since it requires features
 */
public record CrateProduct(
        String packageId, String packageName, String packageVersion, Kind kind, String name, boolean optional) {

    /** What a product is. */
    public enum Kind {
        /** A program: what Cargo calls a bin target. */
        BINARY,
        /** A shared library of the crate type {@code cdylib}, on Windows with its import library. */
        LIBRARY;

        /** Returns what it is called in messages. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns this product, named by the user, so that it must be built. */
    CrateProduct required() {
        return new CrateProduct(packageId, packageName, packageVersion, kind, name, false);
    }

    /** By hand, as {@link #hashCode}: linking a record's own at run time is felt at the start of every build. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CrateProduct product
                && packageId.equals(product.packageId)
                && packageName.equals(product.packageName)
                && packageVersion.equals(product.packageVersion)
                && kind == product.kind
                && name.equals(product.name)
                && optional == product.optional;
    }

    @Override
    public int hashCode() {
        return packageId.hashCode() * 31 + name.hashCode();
    }
}
