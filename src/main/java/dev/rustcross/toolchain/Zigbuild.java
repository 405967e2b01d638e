package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.Directories;
import dev.rustcross.file.RecordJson;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks cargo-zigbuild for the environment that it would give cargo.
 *
 * <p>cargo-zigbuild prepares wrapper scripts and variables, then starts the program in {@code CARGO} with them. A script in
 * that place writes them down. Each target is asked for on its own, in an empty folder and with the crate's compiler named
 * in {@code RUSTC}: so an answer depends on nothing but what {@link ZigbuildKey} holds, serves every crate, and adding a
 * target leaves the others' wrapper paths alone (Cargo relinks when they change).
 */
public final class Zigbuild {

    private static final String OUTPUT_VARIABLE = "RUST_CROSS_ENVIRONMENT_FILE";
    private static final String CARGO_VARIABLE = "RUST_CROSS_CARGO";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final boolean WINDOWS = File.separatorChar == '\\';

    // POSIX awk, because not every env can separate by anything but line feeds, which values may hold.
    private static final String UNIX_STAND_IN = """
            #!/bin/sh
            if [ "$1" != build ]; then
              exec "$RUST_CROSS_CARGO" "$@"
            fi
            umask 077
            exec awk 'BEGIN {
              for (name in ENVIRON)
                if (name ~ /^(PATH|NAMES)$/) printf "%s=%s\\036", name, ENVIRON[name]
            }' > "$RUST_CROSS_ENVIRONMENT_FILE"
            """.replace("NAMES", ZigbuildAnswer.NAMES);

    private static final String WINDOWS_STAND_IN = """
            @echo off
            if not "%~1"=="build" (
              "%RUST_CROSS_CARGO%" %*
              exit /b %ERRORLEVEL%
            )
            chcp 65001 >nul
            (for %%p in (PATH CARGO_TARGET_ CC_ CXX_ AR_ RANLIB_ CMAKE_TOOLCHAIN_FILE_ BINDGEN_EXTRA_CLANG_ARGS_
              CARGO_ZIGBUILD_ WINAPI_NO_BUNDLED_LIBRARIES SDKROOT PKG_CONFIG_SYSROOT_DIR CARGO_UNSTABLE_TARGET_
              __CARGO_TEST_CHANNEL_) do set %%p) > "%RUST_CROSS_ENVIRONMENT_FILE%" 2>nul
            exit /b 0
            """.replace("\n", "\r\n");

    private final ZigToolchain zig;
    private final ToolCache cache;
    private final ProcessRunner processes;
    private final BuildEnvironment environment;

    /** Creates the questioner. */
    public Zigbuild(ZigToolchain zig, ToolCache cache, ProcessRunner processes, BuildEnvironment environment) {
        this.zig = zig;
        this.cache = cache;
        this.processes = processes;
        this.environment = environment;
    }

    /**
     * Returns the environment for all targets together; the answers are kept in the cache, and a second question starts no
     * program.
     *
     * @param targets the targets, no triple twice: Cargo's variables cannot tell two floors of one triple apart
     * @throws ToolFailedException when cargo-zigbuild refuses a target
     */
    public ZigbuildEnvironment environment(Rustc rustc, Collection<ZigTarget> targets) {
        var answers = new LinkedHashMap<ZigTarget, ZigbuildAnswer>();
        for (ZigTarget target : targets) {
            boolean repeated =
                    answers.keySet().stream().anyMatch(other -> other.triple().equals(target.triple()));
            if (repeated) {
                throw new IllegalArgumentException(target.triple() + " twice in one Cargo call");
            }
            answers.put(target, answer(rustc, target));
        }
        return ZigbuildEnvironment.of(answers);
    }

    private ZigbuildAnswer answer(Rustc rustc, ZigTarget target) {
        String key = ZigbuildKey.of(zig, rustc.version(), target, hasDlltool(target), environment.variables());
        Path folder = cache.directory().resolve("zigbuild").resolve(key);
        return remembered(folder)
                .orElseGet(() ->
                        cache.locked("zigbuild", () -> remembered(folder).orElseGet(() -> ask(rustc, target, folder))));
    }

    private boolean hasDlltool(ZigTarget target) {
        if (!target.triple().isWindows()) {
            return false;
        }
        return environment
                .find(WINDOWS ? "dlltool" : target.triple().architecture() + "-w64-mingw32-dlltool")
                .isPresent();
    }

    private static Path answerFile(Path folder) {
        return folder.resolve("answer.json");
    }

    private static Optional<ZigbuildAnswer> remembered(Path folder) {
        Path file = answerFile(folder);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordJson.read(Files.readString(file), ZigbuildAnswer.class))
                    .filter(answer -> answer.filesExist(folder));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private ZigbuildAnswer ask(Rustc rustc, ZigTarget target, Path folder) {
        Path standIn = folder.resolve(WINDOWS ? "cargo.cmd" : "cargo.sh");
        Path output = folder.resolve("environment");
        Path empty = folder.resolve("empty");
        try {
            Directories.create(empty);
            Files.deleteIfExists(output);
            AtomicFile.replace(standIn, file -> {
                Files.writeString(file, WINDOWS ? WINDOWS_STAND_IN : UNIX_STAND_IN);
                if (!file.toFile().setExecutable(true)) {
                    throw new IOException("cannot make it executable");
                }
            });

            Map<String, String> zigVariables = zigVariables(folder);
            Map<String, String> questions = new TreeMap<>(zigVariables);
            questions.put("CARGO", standIn.toString());
            questions.put("RUSTC", rustc.executable().toString());
            questions.put(OUTPUT_VARIABLE, output.toString());
            questions.put(
                    CARGO_VARIABLE,
                    rustc.selection().companion("cargo").map(Path::toString).orElse("cargo"));
            // Beats whatever flags are set elsewhere: those that concern it are in the target already.
            questions.put(
                    "CARGO_ENCODED_RUSTFLAGS", target.targetCpu() == null ? "" : "-Ctarget-cpu=" + target.targetCpu());
            if (target.macosMin() != null) {
                questions.put("MACOSX_DEPLOYMENT_TARGET", target.macosMin());
            }
            Map<String, String> after;
            try {
                run(target, empty, folder, questions);
                after = read(output);
            } finally {
                Files.deleteIfExists(output);
            }

            var before = new TreeMap<>(environment.variables());
            before.putAll(questions);
            ZigbuildAnswer added = ZigbuildAnswer.between(before, after);
            // Tools that are links to cargo-zigbuild (ar, dlltool) have no script to carry zig's path.
            var variables = new TreeMap<>(added.variables());
            variables.putAll(zigVariables);
            // The user's own linker, by a variable, makes cargo-zigbuild name none; its compiler's wrapper is the same.
            String compiler = variables.get("CC_" + target.triple().variableSuffix());
            if (compiler != null) {
                variables.putIfAbsent("CARGO_TARGET_" + target.triple().cargoVariableInfix() + "_LINKER", compiler);
            }
            var answer = new ZigbuildAnswer(variables, added.path());
            AtomicFile.writeString(answerFile(folder), RecordJson.write(answer));
            return answer;
        } catch (IOException e) {
            throw new BuildIoException(
                    "cannot prepare the linker of " + target.triple() + " in " + folder + ": "
                            + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    e);
        }
    }

    private Map<String, String> zigVariables(Path folder) {
        return Map.of(
                "CARGO_ZIGBUILD_ZIG_COMMAND", zig.zig().toString(),
                "CARGO_ZIGBUILD_ZIG_VERSION", zig.zigVersion(),
                "CARGO_ZIGBUILD_CACHE_DIR", folder.toString());
    }

    private void run(ZigTarget target, Path directory, Path folder, Map<String, String> variables) {
        List<String> arguments = List.of(
                zig.cargoZigbuild().toString(),
                "zigbuild",
                "--target",
                target.zigbuildName(),
                // Else it would ask cargo metadata where to put its stubs of macOS libraries.
                "--target-dir",
                folder.resolve("target").toString());
        Captured call = processes.capture(new Command(arguments, directory, environment.overlayWith(variables), LIMIT));
        if (!call.result().succeeded()
                || !Files.isRegularFile(Path.of(String.valueOf(variables.get(OUTPUT_VARIABLE))))) {
            throw new ToolFailedException("cargo-zigbuild cannot serve " + target.zigbuildName() + " (" + zig.versions()
                    + "):\n    " + ToolOutput.errors(call.stderr())
                    + "\n  Give this target a <linker> of its own, or another <engine>.");
        }
    }

    private static Map<String, String> read(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        var variables = new TreeMap<String, String>();
        for (String entry : text.split(WINDOWS ? "\r?\n" : "\036", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return variables;
    }
}
