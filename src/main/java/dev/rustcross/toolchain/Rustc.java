package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.failure.ToolchainMissingException;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The compiler that a crate's folder selects, probed once. */
public final class Rustc {

    /** The triple of cross's containers, whose toolchain cross 0.2.5 mounts into them, on whatever machine. */
    public static final String CONTAINER_HOST = "x86_64-unknown-linux-gnu";

    private final ToolchainSelection selection;
    private final ProcessRunner processes;
    private final RustcVersion version;
    private final Path sysroot;

    private Rustc(ToolchainSelection selection, ProcessRunner processes, RustcVersion version, Path sysroot) {
        this.selection = selection;
        this.processes = processes;
        this.version = version;
        this.sysroot = sysroot;
    }

    /**
     * Asks the compiler where it lives, {@code rustc --print sysroot}, and where its file there is another than at the last time, who it is:
     * {@code rustc -vV}.
     *
     * @param cache keeps what compilers said
     * @throws ToolMissingException when there is no rustc
     * @throws ToolchainMissingException when the toolchain asked for is not installed
     */
    public static Rustc probe(ToolchainSelection selection, ProcessRunner processes, ToolCache cache) {
        Path sysroot = Path.of(first(ask(selection, processes, "--print", "sysroot")));
        Supplier<List<String>> question = () -> ask(selection, processes, "-vV");
        // A program that the user put in the compiler's place may answer for it.
        List<String> version = selection.namesRustc()
                ? question.get()
                : new CompilerVersions(cache).of(sysroot.resolve("bin"), question);
        return new Rustc(selection, processes, RustcVersion.parse(version), sysroot);
    }

    /** Returns what {@code rustc -vV} says. */
    public RustcVersion version() {
        return version;
    }

    /** Returns the triple that this compiler runs on. */
    public TargetTriple host() {
        return version.host();
    }

    /** Returns the same toolchain as cross's containers run it: the one for Linux on x86_64, where this machine is another. */
    public Rustc inContainer() {
        return host().name().equals(CONTAINER_HOST)
                ? this
                : new Rustc(
                        selection,
                        processes,
                        version,
                        sysroot.resolveSibling(toolchainName().replace(host().name(), CONTAINER_HOST)));
    }

    /** Returns the folder of the toolchain. */
    public Path sysroot() {
        return sysroot;
    }

    /** Returns the compiler itself, past any rustup proxy. */
    public Path executable() {
        Path compiler = sysroot.resolve("bin").resolve(host().executableName("rustc"));
        return Files.isRegularFile(compiler)
                ? compiler
                : Path.of(selection.rustc().arguments().get(0));
    }

    /** Returns the folder that holds the standard library of a target, where it is installed. */
    public Path libraries(TargetTriple triple) {
        return sysroot.resolve("lib").resolve("rustlib").resolve(triple.name()).resolve("lib");
    }

    /** Returns whether the standard library of a target is installed; starts no program. */
    public boolean hasStd(TargetTriple triple) {
        Path libraries = libraries(triple);
        if (!Files.isDirectory(libraries)) {
            return false;
        }
        // Targets without an operating system have no std; core is there in every case.
        try (DirectoryStream<Path> core = Files.newDirectoryStream(libraries, "libcore-*.rlib")) {
            return core.iterator().hasNext();
        } catch (IOException e) {
            throw new BuildIoException("cannot list " + libraries + ": " + e.getMessage(), e);
        }
    }

    /** Returns whether the sources of the standard library are installed. */
    public boolean hasSources() {
        return Files.isRegularFile(sources().resolve("library").resolve("std").resolve("Cargo.toml"));
    }

    /** Returns the folder that holds the sources of the standard library, where they are installed. */
    public Path sources() {
        return sysroot.resolve("lib").resolve("rustlib").resolve("src").resolve("rust");
    }

    /** Returns whether the toolchain brings {@code rust-lld}, which rustc finds by that name. */
    public boolean hasRustLld() {
        return Files.isRegularFile(rustLld());
    }

    /** Returns where {@code rust-lld} is, if it is installed. */
    public Path rustLld() {
        return sysroot.resolve("lib")
                .resolve("rustlib")
                .resolve(host().name())
                .resolve("bin")
                .resolve(host().executableName("rust-lld"));
    }

    /**
     * Returns the oldest macOS that the binaries of a target run on, such as {@code 10.12}: what
     * {@code rustc --print deployment-target} says, so {@code MACOSX_DEPLOYMENT_TARGET} where the user set it, as the build
     * itself will.
     */
    public String deploymentTarget(TargetTriple triple) {
        // "MACOSX_DEPLOYMENT_TARGET=11.0", before Rust 1.84 "deployment_target=11.0"
        String answer = first(ask(selection, processes, "--print", "deployment-target", "--target", triple.name()));
        return answer.substring(answer.indexOf('=') + 1);
    }

    /** Returns the configuration options that are set for a target, a line each as {@code rustc --print cfg} has them. */
    public Set<String> cfg(TargetTriple triple) {
        return Set.copyOf(ask(selection, processes, "--print", "cfg", "--target", triple.name()));
    }

    /** Returns every target that this compiler knows. */
    public List<TargetTriple> targetList() {
        return ask(selection, processes, "--print", "target-list").stream()
                .map(TargetTriple::new)
                .toList();
    }

    /** Returns whether the toolchain is one of rustup's own, to which it can add targets. */
    public boolean isManagedByRustup() {
        Path parent = sysroot.getParent();
        return parent != null
                && parent.endsWith("toolchains")
                && Files.isRegularFile(parent.resolveSibling("settings.toml"));
    }

    /** Returns the full name of a toolchain of rustup's. */
    public String toolchainName() {
        return sysroot.getFileName().toString();
    }

    ToolchainSelection selection() {
        return selection;
    }

    private static List<String> ask(ToolchainSelection selection, ProcessRunner processes, String... arguments) {
        Command command = selection.rustc(arguments);
        Captured answer;
        try {
            answer = processes.capture(command);
        } catch (ToolMissingException notStarted) {
            throw new ToolMissingException(
                    "cannot start " + command.arguments().get(0) + ": it is not there, or not on PATH."
                            + "\n  Install Rust with rustup (rustup.rs), or set <cargoExecutable> to the path of your cargo.");
        }
        if (answer.result().succeeded()) {
            return answer.stdout();
        }
        String said = ToolOutput.errors(answer.stderr());
        selection.refusal(said).ifPresent(refusal -> {
            throw refusal;
        });
        if (said.contains("is not installed")) {
            throw new ToolchainMissingException("the Rust toolchain that " + selection.directory()
                    + " asks for is not there: " + said + "\n  Type: " + selection.installCommand());
        }
        throw new ToolFailedException(
                "rustc " + String.join(" ", arguments) + " failed in " + selection.directory() + ": " + said);
    }

    private static String first(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }
}
