package dev.rustcross.toolchain;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.process.ProcessRunner;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether cross can build here, and what keeps it from changing the user's toolchain.
 *
 * <p>Cross 0.2.5 knows neither rustup 1.28's "(active, default)" behind a toolchain's name nor a toolchain without {@code rust-src}: it
 * would run {@code rustup toolchain add}, which updates {@code stable}, and {@code rustup component add}.
 *
 * @see <a href="https://github.com/cross-rs/cross/blob/v0.2.5/src/lib.rs">its steps</a>
 */
public final class Cross {

    private final BuildEnvironment environment;
    private final Rustc rustc;
    private final ProcessRunner processes;
    private final OperatingSystem system;
    private @Nullable Obstacle obstacle;
    private boolean asked;

    /** Creates the question for the compiler that a crate's folder selects. */
    public Cross(BuildEnvironment environment, Rustc rustc, ProcessRunner processes, OperatingSystem system) {
        this.environment = environment;
        this.rustc = rustc;
        this.processes = processes;
        this.system = system;
    }

    /** Returns why cross cannot build here, and what to do about it, or empty where it can; found out once. */
    public Optional<Obstacle> obstacle() {
        if (!asked) {
            obstacle = findObstacle();
            asked = true;
        }
        return Optional.ofNullable(obstacle);
    }

    private @Nullable Obstacle findObstacle() {
        if (environment.find("cross").isEmpty()) {
            return new Obstacle("cross", "install cross (`cargo install cross --locked`)");
        }
        if (!rustc.isManagedByRustup() || environment.find("rustup").isEmpty()) {
            return new Obstacle(
                    "rustup",
                    "cross takes its toolchain from rustup, and the Rust in " + rustc.sysroot()
                            + " is not rustup's, or rustup is not on PATH: install Rust with rustup (rustup.rs) and put its"
                            + " cargo first on PATH");
        }
        Rustc inContainer = rustc.inContainer();
        if (!Files.isDirectory(inContainer.sysroot())) {
            return new Obstacle(
                    "toolchain of containers",
                    "install the toolchain that its containers run (`rustup toolchain install --profile minimal"
                            + " --force-non-host " + inContainer.toolchainName() + "`)");
        }
        if (environment.nonEmpty("CROSS_REMOTE").isPresent()) {
            return new Obstacle(
                    "build directory",
                    "unset CROSS_REMOTE: the build directory is to be shared with the container, not copied");
        }
        Optional<ContainerEngine> engine = ContainerEngine.find(environment);
        return (engine.isEmpty()
                        ? Optional.of(ContainerEngine.missing(environment, system))
                        : engine.get().outOfOrder(rustc.selection().directory(), environment, processes))
                .map(reason -> new Obstacle("container engine", "cross needs a container engine, and " + reason))
                .orElse(null);
    }

    /**
     * Returns the variables under which cross takes a toolchain as it is. Named by its folder it is not the active one to rustup, so that
     * its list shows the bare name; and to what is called custom nothing is added.
     */
    public static Map<String, String> variables(Rustc rustc) {
        return Map.of("RUSTUP_TOOLCHAIN", rustc.sysroot().toString(), "CROSS_CUSTOM_TOOLCHAIN", "1");
    }
}
