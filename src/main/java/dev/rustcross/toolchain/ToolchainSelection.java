package dev.rustcross.toolchain;

import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What selects the Rust toolchain of a crate: the folder it is built in, so that {@code rust-toolchain.toml} rules, and
 * what the POM says.
 *
 * @param directory the manifest's folder, which is the working directory of every call
 * @param cargo the program to run as cargo, a name on {@code PATH} or a path
 * @param toolchain the rustup toolchain, as after {@code cargo +}; null for the crate's own
 * @param environment the environment of the build
 */
public record ToolchainSelection(
        Path directory, String cargo, @Nullable String toolchain, BuildEnvironment environment) {

    /** Keeps rustup's proxies from installing a toolchain that is missing, since rustup 1.28. */
    private static final String AUTO_INSTALL = "RUSTUP_AUTO_INSTALL";

    /** Returns whether rustup may install the toolchain where it is missing: not with {@code RUSTUP_AUTO_INSTALL=0}. */
    public boolean mayInstall() {
        return !"0".equals(environment.get(AUTO_INSTALL));
    }

    /** Returns the same selection, for which nothing is installed. */
    public ToolchainSelection withoutInstallation() {
        return new ToolchainSelection(directory, cargo, toolchain, environment.with(Map.of(AUTO_INSTALL, "0")));
    }

    /** Returns the first words of a cargo call: the program, and {@code +toolchain} where one is set. */
    public List<String> cargoCommand() {
        return toolchain == null ? List.of(cargo) : List.of(cargo, "+" + toolchain);
    }

    /** Returns where the program to run as cargo is. */
    public Optional<Path> cargoProgram() {
        Path path = Path.of(cargo);
        return environment.find(
                path.getParent() == null ? cargo : directory.resolve(path).toString());
    }

    /**
     * Returns a call of the compiler that Cargo would run: {@code RUSTC}, {@code CARGO_BUILD_RUSTC}, else the rustc beside a cargo given by path, else
     * the one on {@code PATH}.
     */
    Command rustc(String... arguments) {
        return command(
                namedRustc().or(() -> companion("rustc").map(Path::toString)).orElse("rustc"), arguments);
    }

    /** Returns whether a variable names the compiler. */
    boolean namesRustc() {
        return namedRustc().isPresent();
    }

    private Optional<String> namedRustc() {
        return environment.nonEmpty("RUSTC").or(() -> environment.nonEmpty("CARGO_BUILD_RUSTC"));
    }

    /** Returns a call of the rustup that belongs to this cargo, empty when there is none. */
    Optional<Command> rustup(String... arguments) {
        return companion("rustup").map(rustup -> command(rustup.toString(), arguments));
    }

    /** Returns where a program of cargo's family is: beside a cargo given by path, else on {@code PATH}. */
    public Optional<Path> companion(String program) {
        Path cargoPath = Path.of(cargo);
        if (cargoPath.getParent() != null) {
            String extension = cargo.endsWith(".exe") ? ".exe" : "";
            Path sibling = directory.resolve(cargoPath).resolveSibling(program + extension);
            if (Files.isExecutable(sibling)) {
                return Optional.of(sibling);
            }
        }
        return environment.find(program);
    }

    /**
     * Returns the failure where rustup's proxies are there, but no toolchain: rustup as distributions package it comes with none.
     *
     * @param said what cargo or rustc printed on standard error
     */
    public Optional<ToolMissingException> refusal(String said) {
        return said.contains("no default is configured") || said.contains("no default toolchain configured")
                ? Optional.of(new ToolMissingException("rustup is there, but no Rust toolchain for " + directory
                        + ".\n  Type: rustup default stable, or name one by <toolchain>."))
                : Optional.empty();
    }

    /** Returns the command that installs the toolchain, to be typed in any folder. */
    public String installCommand() {
        String named = name();
        return named == null ? "cd " + directory + " && rustup toolchain install" : "rustup toolchain install " + named;
    }

    /** Returns the toolchain that the POM or the environment names; null where that is left to the crate. */
    @Nullable String name() {
        return toolchain != null
                ? toolchain
                : environment.nonEmpty("RUSTUP_TOOLCHAIN").orElse(null);
    }

    private Command command(String program, String... arguments) {
        var line = new ArrayList<String>();
        line.add(program);
        line.addAll(List.of(arguments));
        var variables = new TreeMap<String, String>();
        if (toolchain != null) {
            // Understood by rustup's proxies and ignored by a compiler that is none, unlike "+toolchain".
            variables.put("RUSTUP_TOOLCHAIN", toolchain);
        }
        // A stack trace of rustup's own would drown its message.
        variables.put("RUST_BACKTRACE", "0");
        return new Command(line, directory, environment.overlayWith(variables), Duration.ZERO);
    }
}
