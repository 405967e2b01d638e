package dev.rustcross.manifest;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an executable or a library says of itself.
 *
 * @param format {@code ELF}, {@code PE} or {@code Mach-O}
 * @param architecture the processor family, as Rust names it
 * @param linkage {@code static}, {@code static-pie} or {@code dynamic}
 * @param floor the oldest system that it runs on, such as {@code glibc 2.17}; null where it does not say
 */
public record ManifestImage(
        String format,
        String architecture,
        String linkage,
        @Nullable String floor) {

    public ManifestImage {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(linkage, "linkage");
    }
}
