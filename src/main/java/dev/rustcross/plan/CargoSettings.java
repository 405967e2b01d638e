package dev.rustcross.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How cargo is called, whatever it builds.
 *
 * @param executable the cargo program, by name or path
 * @param toolchain the rustup toolchain, {@code cargo +toolchain}; null for the one that the crate's folder selects
 * @param extraArguments arguments added at the end of {@code cargo build} and {@code cargo test}
 * @param locked whether Cargo.lock must not change; null for: where there is one
 * @param offline whether nothing may be fetched
 * @param compilerCache the cache to compile through; null for none
 * @param timeout how long one cargo call may take; zero for no limit
 */
public record CargoSettings(
        String executable,
        @Nullable String toolchain,
        List<String> extraArguments,
        @Nullable Boolean locked,
        boolean offline,
        @Nullable CompilerCache compilerCache,
        Duration timeout) {

    public CargoSettings {
        extraArguments = List.copyOf(extraArguments);
    }

    /** Returns the start of every command line: the program and, where one is selected, the toolchain. */
    public List<String> program() {
        var program = new ArrayList<String>();
        program.add(executable);
        if (toolchain != null) {
            program.add("+" + toolchain);
        }
        return program;
    }
}
