package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.file.Digest;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Installs the pinned zig and cargo-zigbuild into the cache, with the user's own Python package client, so that mirrors,
 * proxies and credentials set for that client hold. Every file is checked against a hash that the plugin carries.
 */
final class ZigInstaller {

    private static final String REQUIREMENTS = "zig-requirements.txt";

    /** What brings a Python package client, or makes one unnecessary. */
    static final String CLIENT_REMEDY = "Install one of them (Debian and Ubuntu: apt install python3-pip; Fedora: dnf"
            + " install python3-pip; macOS: brew install python; Windows: winget install Python.Python.3), or put zig and"
            + " cargo-zigbuild on PATH yourself";

    private final ToolCache cache;
    private final ProcessRunner processes;
    private final BuildEnvironment environment;
    private final Consumer<String> progress;
    private final String requirements;

    ZigInstaller(ToolCache cache, ProcessRunner processes, BuildEnvironment environment, Consumer<String> progress) {
        this(cache, processes, environment, progress, pinned());
    }

    ZigInstaller(
            ToolCache cache,
            ProcessRunner processes,
            BuildEnvironment environment,
            Consumer<String> progress,
            String requirements) {
        this.cache = cache;
        this.processes = processes;
        this.environment = environment;
        this.progress = progress;
        this.requirements = requirements;
    }

    /** Returns the pinned toolchain when it is installed; starts no program. */
    Optional<ZigToolchain> installed() {
        return cache.installed(name()).map(this::toolchain);
    }

    /**
     * Installs the pinned toolchain unless it is there.
     *
     * @throws ToolMissingException when it cannot be installed; the message says what to type
     */
    ZigToolchain install() {
        return toolchain(cache.install(name(), this::fill));
    }

    /** Returns what is pinned, in words. */
    String versions() {
        return "zig " + version("ziglang") + " and cargo-zigbuild " + version("cargo-zigbuild");
    }

    /**
     * Returns the command that {@link #install} would run, as if in the folder where the result will be; empty where no Python package
     * client is on {@code PATH}.
     */
    Optional<String> command() {
        Path folder = cache.directory().resolve(name());
        return clients().stream()
                .findFirst()
                .map(client -> String.join(" ", arguments(client, folder, folder.resolve(REQUIREMENTS))));
    }

    /** Returns the folder's name: a new pin, or another kind of machine with the same home folder, installs beside. */
    private String name() {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return "zig-" + version("ziglang") + "-"
                + Digest.sha256(requirements + machine).substring(0, 12);
    }

    private String version(String distribution) {
        Matcher pin = Pattern.compile("^" + distribution + "==(\\S+)", Pattern.MULTILINE)
                .matcher(requirements);
        if (!pin.find()) {
            throw new IllegalStateException(REQUIREMENTS + " does not pin " + distribution);
        }
        return pin.group(1);
    }

    private ZigToolchain toolchain(Path folder) {
        return new ZigToolchain(
                program(folder, "bin/cargo-zigbuild", "Scripts/cargo-zigbuild"),
                program(folder, "ziglang/zig"),
                version("cargo-zigbuild"),
                version("ziglang"),
                true);
    }

    private static Path program(Path folder, String... places) {
        return Stream.of(places)
                .flatMap(place -> Stream.of(folder.resolve(place), folder.resolve(place + ".exe")))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new ToolMissingException(
                        places[0] + " is missing from " + folder + ".\n  Delete that folder and build again."));
    }

    private void fill(Path folder) {
        progress.accept(
                "installing " + versions() + " into " + cache.directory().resolve(name()));
        Path scratch = folder.resolve("tmp");
        Path file = folder.resolve(REQUIREMENTS);
        try {
            Files.createDirectory(scratch);
            Files.writeString(file, requirements);
        } catch (IOException e) {
            throw new BuildIoException("cannot write in " + folder + ": " + e.getMessage(), e);
        }
        runClient(folder, file, scratch);
        ToolCache.deleteTree(scratch);
        ZigToolchain installed = toolchain(folder);
        check(installed.zig(), "version", installed.zigVersion());
        check(installed.cargoZigbuild(), "--version", installed.cargoZigbuildVersion());
    }

    private void runClient(Path folder, Path requirementsFile, Path scratch) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                // The user's defaults for their own environments make no sense for a folder of ours.
                "PIP_USER", "0",
                "PIP_REQUIRE_VIRTUALENV", "0",
                "PIP_NO_INPUT", "1",
                "PIP_ROOT_USER_ACTION", "ignore",
                "PIP_DISABLE_PIP_VERSION_CHECK", "1"));
        // pip unpacks there and moves the result to its target: a rename, when both are on one disk.
        Stream.of("TMPDIR", "TEMP", "TMP").forEach(name -> variables.put(name, scratch.toString()));

        for (List<String> client : clients()) {
            Captured call = processes.capture(new Command(
                    arguments(client, folder, requirementsFile),
                    folder,
                    environment.overlayWith(variables),
                    Duration.ZERO));
            if (call.result().succeeded()) {
                return;
            }
            if (!isUnusable(call.stderr())) {
                throw new ToolMissingException(
                        InstallFailure.of(call.stderr()).message(versions(), cache.directory(), client, call.stderr()));
            }
        }
        throw new ToolMissingException(
                "cannot install " + versions() + ", which link for targets without a linker of their"
                        + " own: neither python3 with pip nor uv is on PATH.\n  " + CLIENT_REMEDY + ".");
    }

    private static List<String> arguments(List<String> client, Path folder, Path requirementsFile) {
        var arguments = new ArrayList<>(client);
        arguments.addAll(List.of(
                "install",
                "--quiet",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--require-hashes",
                "--target",
                folder.toString(),
                "-r",
                requirementsFile.toString()));
        return arguments;
    }

    /** Returns the Python package clients on {@code PATH}, best first. */
    private List<List<String>> clients() {
        Stream<List<String>> pips = Stream.of("python3", "python")
                .flatMap(python -> environment.find(python).stream())
                .map(python -> List.of(python.toString(), "-m", "pip"));
        Stream<List<String>> uv = environment.find("uv").stream().map(program -> List.of(program.toString(), "pip"));
        return Stream.concat(pips, uv).toList();
    }

    /** Returns the package client that an installation would use; runs those there are until one works. */
    Optional<String> client() {
        return clients().stream()
                .filter(this::works)
                .map(client -> String.join(" ", client))
                .findFirst();
    }

    private boolean works(List<String> client) {
        var arguments = new ArrayList<>(client);
        arguments.add("--help");
        var command = new Command(arguments, cache.directory().getRoot(), environment.overlay(), Duration.ofMinutes(1));
        try {
            return processes.capture(command).result().succeeded();
        } catch (RustCrossException unusable) {
            if (Thread.currentThread().isInterrupted()) {
                throw unusable;
            }
            return false;
        }
    }

    /** Returns whether the program is no Python with pip: pip left out, or a stand-in such as the Windows Store's. */
    private static boolean isUnusable(List<String> stderr) {
        String output = String.join("\n", stderr).toLowerCase(Locale.ROOT);
        return output.contains("no module named pip")
                || output.contains("python was not found")
                || output.contains("command not found");
    }

    private void check(Path program, String argument, String version) {
        Captured answer;
        try {
            answer = processes.capture(new Command(
                    List.of(program.toString(), argument),
                    cache.directory(),
                    environment.overlay(),
                    Duration.ofMinutes(1)));
        } catch (RustCrossException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw unusable(program, String.valueOf(e.getMessage()));
        }
        boolean right = answer.result().succeeded()
                && answer.stdout().stream().findFirst().flatMap(ToolVersion::parse).stream()
                        .anyMatch(found -> found.text().equals(version));
        if (!right) {
            throw unusable(program, ToolOutput.errors(answer.stderr()));
        }
    }

    private static ToolMissingException unusable(Path program, String said) {
        return new ToolMissingException(program.getFileName() + " was installed but does not run on this machine: "
                + said + "\n  Put a zig and a cargo-zigbuild that run here on PATH.");
    }

    private static String pinned() {
        try (InputStream resource =
                Objects.requireNonNull(ZigInstaller.class.getResourceAsStream(REQUIREMENTS), REQUIREMENTS)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
