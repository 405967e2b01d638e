package dev.rustcross.cargo;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A unit that cargo compiled, or found unchanged: its message {@code compiler-artifact}.
 *
 * @param packageId the package's identifier, see {@link CrateMetadata#find}
 * @param targetName the Cargo target's name
 * @param targetKinds the Cargo target's kinds, such as {@code bin} or {@code cdylib}
 * @param filenames the files that the unit consists of
 * @param executable the file to run; null where the unit is no program
 * @param fresh whether it was up to date and nothing was compiled
 * @param test whether it was compiled with its tests, as a test program
 */
public record CompilerArtifact(
        String packageId,
        String targetName,
        List<String> targetKinds,
        List<Path> filenames,
        @Nullable Path executable,
        boolean fresh,
        boolean test) {

    /** The last two are import libraries, of GNU's linkers and of Microsoft's. */
    private static final Pattern SHARED_LIBRARY = Pattern.compile(".*\\.(so|dylib|dll|wasm|dll\\.a|dll\\.lib)");

    public CompilerArtifact {
        targetKinds = List.copyOf(targetKinds);
        filenames = List.copyOf(filenames);
    }

    /**
     * Returns the files of a shared library for other languages: the library, and on Windows its import library. Empty for any other
     * unit, and for a library whose target has no shared ones, which Cargo leaves out with a mere warning.
     */
    public List<Path> sharedLibrary() {
        return targetKinds.contains("cdylib")
                ? filenames.stream()
                        .filter(file -> SHARED_LIBRARY.matcher(file.toString()).matches())
                        .toList()
                : List.of();
    }
}
