package dev.rustcross.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the POM allows binaries.
 *
 * @param allowedLibraries patterns of dynamic libraries that they may need beside those of the system
 * @param maxSize how many bytes one may have at most; null for no limit
 */
public record BinaryLimits(
        List<String> allowedLibraries, @Nullable Long maxSize) {

    /** Nothing beyond the defaults. */
    public static final BinaryLimits NONE = new BinaryLimits(List.of(), null);

    public BinaryLimits {
        allowedLibraries = List.copyOf(allowedLibraries);
    }

    /** Returns what these limits of a target, and those for all, come to: libraries are added, a size of its own counts. */
    public BinaryLimits over(BinaryLimits common) {
        return new BinaryLimits(
                Stream.concat(common.allowedLibraries.stream(), allowedLibraries.stream())
                        .toList(),
                maxSize == null ? common.maxSize : maxSize);
    }
}
