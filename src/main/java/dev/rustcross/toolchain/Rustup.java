package dev.rustcross.toolchain;

import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Installs toolchains with rustup, and adds the standard libraries of targets to them. */
public final class Rustup {

    // rustup itself does not guard its folder against a second rustup.
    private static final String LOCK = "rustup";

    private static final String SOURCES = "rust-src";

    private final ProcessRunner processes;
    private final ToolCache cache;
    private final Consumer<String> progress;

    /**
     * Creates the installer.
     *
     * @param progress receives one line when something is installed
     */
    public Rustup(ProcessRunner processes, ToolCache cache, Consumer<String> progress) {
        this.processes = processes;
        this.cache = cache;
        this.progress = progress;
    }

    /**
     * Makes sure that the selected toolchain is installed: the one that the POM or the environment names with what a build needs, the one
     * of {@code rust-toolchain.toml} as that file says.
     *
     * @throws ToolMissingException when it could not be installed
     */
    public void addToolchain(ToolchainSelection selection) {
        cache.locked(LOCK, () -> {
            // Another build may have installed it while this one waited for the lock.
            if (!processes
                    .capture(selection.withoutInstallation().rustc("-V"))
                    .result()
                    .succeeded()) {
                installToolchain(selection);
            }
            return true;
        });
    }

    private void installToolchain(ToolchainSelection selection) {
        String named = selection.name();
        progress.accept("installing the Rust toolchain "
                + (named == null ? "that " + selection.directory() + " asks for" : named));
        String lacks = "the Rust toolchain that " + selection.directory() + " asks for is not there";
        // Without the option rustup would replace itself, too.
        Captured call = (named == null
                        ? selection.rustup("toolchain", "install", "--no-self-update")
                        : selection.rustup("toolchain", "install", "--no-self-update", "--profile", "minimal", named))
                .map(processes::capture)
                .orElseThrow(
                        () -> new ToolMissingException(lacks + ", and rustup, which installs it, is not on PATH.\n  "
                                + "Add the folder of rustup to PATH (usually ~/.cargo/bin), or type there: "
                                + selection.installCommand()));
        if (!call.result().succeeded()) {
            throw new ToolMissingException(lacks + ", and rustup could not install it:\n    "
                    + ToolOutput.errors(call.stderr())
                    + "\n  Correct its name, or check the connection (HTTPS_PROXY is honoured)"
                    + " and type: " + selection.installCommand());
        }
    }

    /** Returns those of the triples whose standard library the toolchain lacks, in order. */
    public static List<TargetTriple> missing(Rustc rustc, Collection<TargetTriple> triples) {
        return triples.stream()
                .filter(triple -> !rustc.hasStd(triple))
                .distinct()
                .toList();
    }

    /** Returns the triples that rustup has a standard library for, as far as it knows without asking the network. */
    public Set<TargetTriple> available(Rustc rustc) {
        return rustc.selection().rustup("target", "list", "--toolchain", rustc.toolchainName()).stream()
                .flatMap(command -> processes.capture(command).stdout().stream())
                .filter(line -> !line.isBlank())
                .map(line -> new TargetTriple(line.strip().split(" ", 2)[0]))
                .collect(Collectors.toSet());
    }

    /** Returns the command that adds the sources of the standard library, to be typed in any folder. */
    public static String addSourcesCommand(Rustc rustc) {
        return "rustup component add --toolchain " + rustc.toolchainName() + " " + SOURCES;
    }

    /**
     * Makes sure that the toolchain has the sources of the standard library.
     *
     * @param forbidden why nothing may be installed, or empty where it may
     * @throws ToolMissingException when they are missing, and could not or must not be installed
     */
    public void addSources(Rustc rustc, Optional<String> forbidden) {
        if (rustc.hasSources()) {
            return;
        }
        String lacks = "the sources of the standard library are missing from the Rust toolchain " + name(rustc);
        if (!rustc.isManagedByRustup()) {
            throw new ToolMissingException(
                    lacks + ", which rustup did not install and cannot add to.\n  " + sourcesRemedy(rustc));
        }
        if (forbidden.isPresent()) {
            throw new ToolMissingException(lacks + ", and " + forbidden.get() + ".\n  " + sourcesRemedy(rustc));
        }
        cache.locked(LOCK, () -> {
            if (!rustc.hasSources()) {
                progress.accept("adding the sources of the standard library to Rust toolchain " + name(rustc));
                Optional<Captured> call = rustc.selection()
                        .rustup("component", "add", "--toolchain", rustc.toolchainName(), SOURCES)
                        .map(processes::capture);
                if (!rustc.hasSources()) {
                    String said = call.map(answer -> ":\n    " + ToolOutput.errors(answer.stderr()))
                            .orElse(", and rustup, which adds them, is not on PATH.");
                    throw new ToolMissingException(lacks + said + "\n  Type: " + addSourcesCommand(rustc));
                }
            }
            return true;
        });
    }

    /** Returns what brings the sources of the standard library, a sentence. */
    public static String sourcesRemedy(Rustc rustc) {
        return rustc.isManagedByRustup()
                ? "Type: " + addSourcesCommand(rustc)
                : "Put the Rust sources of its version into " + rustc.sources() + ".";
    }

    /** Returns the command that adds the standard libraries, to be typed in any folder. */
    public static String addTargetsCommand(Rustc rustc, Collection<TargetTriple> triples) {
        return "rustup target add --toolchain " + rustc.toolchainName() + " " + names(triples, " ");
    }

    /**
     * Returns the failure of a build that may not install what it lacks.
     *
     * @param reason why nothing was installed, such as {@code Maven is offline (-o)}
     */
    public static ToolMissingException notAllowed(Rustc rustc, Collection<TargetTriple> missing, String reason) {
        return new ToolMissingException(lacks(rustc, missing) + ", and " + reason + ".\n  " + remedy(rustc, missing));
    }

    /**
     * Makes sure that the toolchain has the standard libraries of all triples, with one call of
     * {@code rustup target add} for those that are missing and none when all are there.
     *
     * @throws ToolMissingException when they could not be added: the toolchain is not rustup's, there is no connection, the
     *     target has no prebuilt library, or the folder of the toolchain cannot be written
     */
    public void addTargets(Rustc rustc, Collection<TargetTriple> triples) {
        if (!missing(rustc, triples).isEmpty()) {
            cache.locked(LOCK, () -> {
                addMissing(rustc, missing(rustc, triples));
                return true;
            });
        }
    }

    private void addMissing(Rustc rustc, List<TargetTriple> missing) {
        if (missing.isEmpty()) {
            return;
        }
        if (!rustc.isManagedByRustup()) {
            throw new ToolMissingException(lacks(rustc, missing)
                    + ", which rustup did not install and cannot add to.\n  " + remedy(rustc, missing));
        }
        progress.accept("adding the standard library of " + names(missing, ", ") + " to Rust toolchain "
                + rustc.toolchainName());
        Captured call = run(rustc, missing);
        if (!call.result().succeeded()) {
            throw failed(rustc, missing, call.stderr());
        }
        List<TargetTriple> still = missing(rustc, missing);
        if (!still.isEmpty()) {
            throw new ToolMissingException(lacks(rustc, still) + ", though rustup reported success.\n  Type: "
                    + "rustup toolchain uninstall " + rustc.toolchainName() + " && rustup toolchain install "
                    + rustc.toolchainName());
        }
    }

    private Captured run(Rustc rustc, List<TargetTriple> missing) {
        var arguments = new ArrayList<>(List.of("target", "add", "--toolchain", rustc.toolchainName()));
        missing.forEach(triple -> arguments.add(triple.name()));
        return rustc.selection()
                .rustup(arguments.toArray(String[]::new))
                .map(processes::capture)
                .orElseThrow(() -> new ToolMissingException(
                        lacks(rustc, missing) + ", and rustup, which adds it, is not on PATH.\n  "
                                + "Add the folder of rustup to PATH (usually ~/.cargo/bin), or type there: "
                                + addTargetsCommand(rustc, missing)));
    }

    private static ToolMissingException failed(Rustc rustc, List<TargetTriple> missing, List<String> stderr) {
        String output = String.join("\n", stderr);
        String said = "\n    " + ToolOutput.errors(stderr) + "\n  ";
        String command = addTargetsCommand(rustc, missing);
        if (output.contains("does not support target") || output.contains("has no prebuilt artifacts")) {
            return new ToolMissingException(lacks(rustc, missing) + ", and there is none to install:" + said
                    + "Correct the triple, choose one that rustup has (rustup target list --toolchain "
                    + rustc.toolchainName() + "), or build the standard library from source:"
                    + " <toolchain>nightly</toolchain> <buildStd>true</buildStd>");
        }
        if (output.contains("os error 13") || output.contains("os error 30") || output.contains("os error 5)")) {
            return new ToolMissingException(lacks(rustc, missing) + ", whose folder cannot be written:" + said
                    + "As a user who may write to " + rustc.sysroot() + ", type: " + command);
        }
        if (output.contains("could not download") || output.contains("error sending request")) {
            return new ToolMissingException(lacks(rustc, missing) + ", and rustup could not download it:" + said
                    + "Check the connection (HTTPS_PROXY is honoured), then type: " + command);
        }
        return new ToolMissingException(
                lacks(rustc, missing) + ", and rustup could not add it:" + said + "Type: " + command);
    }

    private static String lacks(Rustc rustc, Collection<TargetTriple> missing) {
        return "the standard library of " + names(missing, ", ") + " is missing from the Rust toolchain " + name(rustc);
    }

    private static String name(Rustc rustc) {
        return rustc.isManagedByRustup() ? rustc.toolchainName() : "in " + rustc.sysroot();
    }

    /** Returns what brings standard libraries that a toolchain lacks, a sentence. */
    public static String remedy(Rustc rustc, Collection<TargetTriple> missing) {
        return rustc.isManagedByRustup()
                ? "Type: " + addTargetsCommand(rustc, missing)
                : "Install Rust with rustup (rustup.rs) and put its cargo first on PATH, or install the packages that your"
                        + " distribution has for these targets (Fedora: "
                        + missing.stream()
                                .map(triple -> "rust-std-static-" + triple.name())
                                .collect(Collectors.joining(" "))
                        + ").";
    }

    private static String names(Collection<TargetTriple> triples, String separator) {
        return triples.stream().map(TargetTriple::name).collect(Collectors.joining(separator));
    }
}
