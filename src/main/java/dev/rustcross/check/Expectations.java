package dev.rustcross.check;

import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the binaries of a target are to be.
 *
 * @param triple what they are built for
 * @param where the target's XML path in the POM
 * @param staticRuntime whether the C runtime is a part of each program; asked only where that matters, since rustc has to be
 * @param glibc the lowest glibc to run on, such as {@code 2.17}; null for no floor
 * @param macOs the lowest macOS to run on, for a target of macOS; asked only where that matters, too; empty for any
 * @param strip what is to be removed of symbols
 * @param stripSetting where that is set, or can be: a file and the table in it, or a variable
 * @param allowedLibraries patterns of libraries that may be needed beside those of the system
 * @param strictLibraries whether any other library is a failure
 * @param maxSize how many bytes a binary may have at most; null for no limit
 * @param sizeProfile whether programs are made small already
 */
public record Expectations(
        TargetTriple triple,
        String where,
        BooleanSupplier staticRuntime,
        @Nullable String glibc,
        Supplier<Optional<MinimumMacOs>> macOs,
        Strip strip,
        String stripSetting,
        List<String> allowedLibraries,
        boolean strictLibraries,
        @Nullable Long maxSize,
        boolean sizeProfile) {

    /**
     * The lowest macOS to run on.
     *
     * @param version the version, such as {@code 11.0}
     * @param asked whether the POM asks for it; else it is rustc's own
     */
    public record MinimumMacOs(String version, boolean asked) {}

    public Expectations {
        allowedLibraries = List.copyOf(allowedLibraries);
    }
}
