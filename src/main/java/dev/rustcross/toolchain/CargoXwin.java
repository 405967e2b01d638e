package dev.rustcross.toolchain;

import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's own cargo-xwin, which links for MSVC with LLVM's tools, and Microsoft's C runtime and SDK, which it downloads.
 *
 * <p>Where it keeps them, and how it marks them as complete, is read from its sources (0.23, {@code src/compiler} and
 * {@code src/options.rs}).
 */
public final class CargoXwin {

    private static final Obstacle NOT_INSTALLED = new Obstacle(
            "cargo-xwin", "install cargo-xwin (`cargo install --locked cargo-xwin`, or `pip install cargo-xwin`)");

    /** The terms are those that cargo-xwin's README names. */
    private static final Obstacle NOT_ACCEPTED = new Obstacle(
            "Microsoft's licence",
            "read the licence of what cargo-xwin downloads (https://go.microsoft.com/fwlink/?LinkId=2086102) and, where you"
                    + " accept it, write <acceptMicrosoftLicense>true</acceptMicrosoftLicense>");

    private static final String NAME = "cargo-xwin";
    private static final String ARCHITECTURES = "XWIN_ARCH";
    private static final String DEFAULT_ARCHITECTURES = "x86_64,aarch64";
    private static final String DONE = "DONE";

    private final BuildEnvironment environment;
    private final Path home;
    private final Path caches;

    CargoXwin(BuildEnvironment environment, String operatingSystem, Path home) {
        this.environment = environment;
        this.home = home;
        this.caches = ToolCache.caches(environment, operatingSystem, home);
    }

    /** Returns that of the user who runs this build. */
    public static CargoXwin ofUser(BuildEnvironment environment) {
        Path home = Path.of(environment.nonEmpty("HOME").orElse(System.getProperty("user.home", ".")));
        return new CargoXwin(environment, System.getProperty("os.name", ""), home);
    }

    /** Returns the program, on {@code PATH} or where {@code cargo install} puts it: cargo itself looks in both. */
    public Optional<Path> program() {
        Path cargoHome = environment.nonEmpty("CARGO_HOME").map(Path::of).orElse(home.resolve(".cargo"));
        return environment
                .find(NAME)
                .or(() ->
                        environment.find(cargoHome.resolve("bin").resolve(NAME).toString()));
    }

    /**
     * Returns what keeps it from building.
     *
     * @param licenseAccepted whether the user accepts the terms of what it downloads
     * @param offline whether nothing may be downloaded
     */
    public List<Obstacle> obstacles(boolean licenseAccepted, boolean offline) {
        var obstacles = new ArrayList<Obstacle>();
        if (program().isEmpty()) {
            obstacles.add(NOT_INSTALLED);
        }
        if (!licenseAccepted) {
            obstacles.add(NOT_ACCEPTED);
        }
        if (offline && !hasSdk()) {
            obstacles.add(new Obstacle(
                    "Microsoft's SDK",
                    "type `" + fetchCommand() + "` once while online, as Maven is offline (-o) and " + sdk()
                            + " does not hold Microsoft's SDK"));
        }
        return obstacles;
    }

    /** Returns the folder of what it downloaded, which need not exist. */
    public Path sdk() {
        Path cache = environment.nonEmpty("XWIN_CACHE_DIR").map(Path::of).orElse(caches.resolve(NAME));
        return cache.resolve(usesClang() ? "windows-msvc-sysroot" : "xwin");
    }

    /** Returns the file that marks a complete download. */
    public Path sdkMarker() {
        return sdk().resolve(DONE);
    }

    /** Returns the variables for a call that builds these triples: 32-bit libraries it fetches only where it is told to. */
    public Map<String, String> variables(Collection<TargetTriple> triples) {
        boolean has32Bit =
                triples.stream().anyMatch(triple -> triple.architecture().matches("i[3-6]86"));
        return has32Bit && environment.nonEmpty(ARCHITECTURES).isEmpty()
                ? Map.of(ARCHITECTURES, DEFAULT_ARCHITECTURES + ",x86")
                : Map.of();
    }

    /** Returns whether nothing is left to be downloaded: it takes all architectures it is set to, whatever is built. */
    public boolean hasSdk() {
        if (usesClang()) {
            return Files.isRegularFile(sdkMarker());
        }
        try (Stream<String> lines = Files.lines(sdkMarker())) {
            List<String> there = List.of(lines.findFirst().orElse("").trim().split("\\s+"));
            return there.containsAll(List.of(environment
                    .nonEmpty(ARCHITECTURES)
                    .orElse(DEFAULT_ARCHITECTURES)
                    .split(",")));
        } catch (IOException absent) {
            return false;
        }
    }

    private String fetchCommand() {
        return "cargo xwin cache " + (usesClang() ? "windows-msvc-sysroot" : "xwin");
    }

    private boolean usesClang() {
        return environment
                .nonEmpty("XWIN_CROSS_COMPILER")
                .filter("clang"::equals)
                .isPresent();
    }
}
