package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.RecordJson;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The zig and cargo-zigbuild that the user has on {@code PATH}. */
final class ZigOnPath {

    static final String ZIG = "zig";

    static final String CARGO_ZIGBUILD = "cargo-zigbuild";

    /** The first whose wrapper scripts carry the zig they were made with, and the oldest macOS they link for. */
    static final ToolVersion OLDEST_CARGO_ZIGBUILD = ToolVersion.parse("0.24.0").orElseThrow();

    /** The first whose compiler_rt has what Rust's windows-gnu std asks for (cargo-zigbuild issue 277). */
    static final ToolVersion OLDEST_ZIG = ToolVersion.parse("0.16.0").orElseThrow();

    private final ToolCache cache;
    private final ProcessRunner processes;
    private final BuildEnvironment environment;
    private final Consumer<String> progress;

    ZigOnPath(ToolCache cache, ProcessRunner processes, BuildEnvironment environment, Consumer<String> progress) {
        this.cache = cache;
        this.processes = processes;
        this.environment = environment;
        this.progress = progress;
    }

    /** Returns the pair when both are there and new enough; runs them only when they changed since the last time. */
    Optional<ZigToolchain> find() {
        Optional<Path> zigbuild = environment.find(CARGO_ZIGBUILD);
        Optional<Path> zig = environment.find(ZIG);
        if (zigbuild.isEmpty() || zig.isEmpty()) {
            return Optional.empty();
        }
        Optional<ToolVersion> zigbuildVersion = version(zigbuild.get(), "--version");
        Optional<ToolVersion> zigVersion = version(zig.get(), "version");
        if (zigbuildVersion.isEmpty() || zigVersion.isEmpty()) {
            return Optional.empty();
        }
        if (zigbuildVersion.get().isBefore(OLDEST_CARGO_ZIGBUILD)) {
            passOver(zigbuild.get(), CARGO_ZIGBUILD, zigbuildVersion.get(), OLDEST_CARGO_ZIGBUILD);
            return Optional.empty();
        }
        if (zigVersion.get().isBefore(OLDEST_ZIG)) {
            passOver(zig.get(), ZIG, zigVersion.get(), OLDEST_ZIG);
            return Optional.empty();
        }
        return Optional.of(new ZigToolchain(
                zigbuild.get(),
                zig.get(),
                zigbuildVersion.get().text(),
                zigVersion.get().text(),
                false));
    }

    /** Returns whether zig is on {@code PATH}, and cargo-zigbuild is not. */
    boolean hasOnlyZig() {
        return environment.find(ZIG).isPresent()
                && environment.find(CARGO_ZIGBUILD).isEmpty();
    }

    private void passOver(Path program, String name, ToolVersion version, ToolVersion oldest) {
        progress.accept(
                "not using " + program + ": " + name + " " + version.text() + " is older than " + oldest.text());
    }

    private Optional<ToolVersion> version(Path program, String argument) {
        String stamp = stamp(program);
        Map<String, KnownVersion> known = readKnown();
        KnownVersion remembered = known.get(program.toString());
        if (remembered != null && stamp.equals(remembered.stamp)) {
            return ToolVersion.parse(remembered.version);
        }
        Optional<ToolVersion> version = run(program, argument);
        version.ifPresent(found -> cache.locked("zig-on-path", () -> {
            Map<String, KnownVersion> now = readKnown();
            now.put(program.toString(), new KnownVersion(stamp, found.text()));
            return writeKnown(now);
        }));
        return version;
    }

    private Optional<ToolVersion> run(Path program, String argument) {
        var command = new Command(
                List.of(program.toString(), argument),
                cache.directory().getRoot(),
                environment.overlay(),
                Duration.ofMinutes(1));
        try {
            Captured answer = processes.capture(command);
            return answer.result().succeeded()
                    ? answer.stdout().stream().findFirst().flatMap(ToolVersion::parse)
                    : Optional.empty();
        } catch (RustCrossException unusable) {
            if (Thread.currentThread().isInterrupted()) {
                throw unusable;
            }
            // A broken program on PATH is as good as none.
            return Optional.empty();
        }
    }

    private static String stamp(Path program) {
        try {
            Path real = program.toRealPath();
            return real + " " + Files.getLastModifiedTime(real).toMillis() + " " + Files.size(real);
        } catch (IOException e) {
            throw new BuildIoException("cannot read " + program + ": " + e.getMessage(), e);
        }
    }

    private Path knownFile() {
        return cache.directory().resolve("zig-on-path.json");
    }

    private Map<String, KnownVersion> readKnown() {
        try {
            if (Files.isRegularFile(knownFile())) {
                return new TreeMap<>(RecordJson.read(Files.readString(knownFile()), KnownVersions.class)
                        .byName());
            }
        } catch (IOException unreadable) {
            return new TreeMap<>();
        }
        return new TreeMap<>();
    }

    private boolean writeKnown(Map<String, KnownVersion> known) {
        try {
            AtomicFile.writeString(knownFile(), RecordJson.write(new KnownVersions(known)));
            return true;
        } catch (IOException e) {
            throw new BuildIoException("cannot write " + knownFile() + ": " + e.getMessage(), e);
        }
    }

    private record KnownVersions(Map<String, KnownVersion> byName) {}

    /** A version with what identifies the file that reported it: real path, time and size. */
    private record KnownVersion(@Nullable String stamp, String version) {}
}
