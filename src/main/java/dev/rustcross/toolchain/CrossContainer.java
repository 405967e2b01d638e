package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.file.Directories;
import dev.rustcross.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The container of one call of cross: what of this machine it is given, beyond what cross gives it.
 *
 * <p>All goes through {@code CROSS_CONTAINER_OPTS}, to which cross adds nothing and which hides nothing: a
 * {@code CROSS_BUILD_ENV_PASSTHROUGH} would replace what the user's {@code Cross.toml} passes. Variables are handed on by name, so that no
 * value stands on a command line.
 */
public final class CrossContainer {

    /** What cross passes or withholds itself, and what means something to this machine only. */
    private static final Pattern NOT_FOR_CONTAINERS =
            Pattern.compile("(CARGO|CROSS|RUSTUP|XARGO|DOCKER|CONTAINERS?)_.*|RUSTC|PATH|HOME|USER|TMPDIR");

    private static final String BUILD_OPTIONS = "CROSS_BUILD_OPTS";

    private static final String OPTIONS = "CROSS_CONTAINER_OPTS";
    private static final String WRAPPER = "RUSTC_WRAPPER";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private final String name = "rust-cross-" + UUID.randomUUID();
    private final BuildEnvironment environment;
    private final boolean runsPrograms;
    private final boolean offline;

    /**
     * Creates the container's description; nothing is started.
     *
     * @param environment the environment of cross
     * @param runsPrograms whether programs of this machine run in a container, as on Linux
     * @param offline whether no image may be fetched
     */
    public CrossContainer(BuildEnvironment environment, boolean runsPrograms, boolean offline) {
        this.environment = environment;
        this.runsPrograms = runsPrograms;
        this.offline = offline;
    }

    /** Returns a call of cross with its container's options; where it is killed, so is the container. */
    public Command in(Command cross) {
        var variables = new TreeMap<>(cross.environment());
        var options = new ArrayList<String>();
        environment
                .nonEmpty(OPTIONS)
                // Which cross reads only where the other is not set.
                .or(() -> environment.nonEmpty("DOCKER_OPTS"))
                .ifPresent(options::add);
        options.add("--name " + name);
        variables.keySet().stream()
                .filter(variable -> !NOT_FOR_CONTAINERS.matcher(variable).matches())
                .forEach(variable -> options.add("--env " + quote(variable)));
        if (runsPrograms) {
            compilerWrapper().ifPresent(wrapper -> share(wrapper, options, variables));
        }
        if (offline) {
            options.add("--pull=never");
            // Cross asks cargo about the crate without --offline.
            variables.put("CARGO_NET_OFFLINE", "true");
            // Of an image of the user's own, which cross has built from a pre-build or a dockerfile.
            variables.put(
                    BUILD_OPTIONS,
                    environment.nonEmpty(BUILD_OPTIONS).map(own -> own + " ").orElse("") + "--network=none");
        }
        variables.put(OPTIONS, String.join(" ", options));
        Command contained = cross.withEnvironment(variables);
        return ContainerEngine.find(environment)
                .map(engine -> contained.whenKilled(List.of(engine.program().toString(), "kill", name)))
                .orElse(contained);
    }

    private Optional<String> compilerWrapper() {
        return environment.nonEmpty(WRAPPER).or(() -> environment.nonEmpty("CARGO_BUILD_RUSTC_WRAPPER"));
    }

    /** The wrapper's program is put where the container's cargo looks for it; with sccache, its settings and its folder go along. */
    private void share(String wrapper, List<String> options, Map<String, String> variables) {
        Optional<Path> program = environment.find(wrapper);
        if (program.isEmpty()) {
            return;
        }
        Path inside = Path.of("/usr/local/bin").resolve(wrapper);
        options.add("--volume " + quote(program.get() + ":" + inside + ":ro"));
        variables.put(WRAPPER, wrapper);
        options.add("--env " + WRAPPER);
        environment.variables().keySet().stream()
                .filter(variable -> variable.startsWith("SCCACHE_"))
                .forEach(variable -> options.add("--env " + quote(variable)));
        // In a container on the host's network, sccache would find this machine's server, which has other paths.
        options.add("--env SCCACHE_SERVER_UDS=/tmp/sccache.sock");
        environment.nonEmpty("SCCACHE_DIR").map(Path::of).ifPresent(folder -> {
            create(folder);
            options.add("--volume " + quote(folder + ":" + folder));
        });
    }

    /** The engine would make it for root, or refuse. */
    private static void create(Path folder) {
        try {
            Directories.create(folder);
        } catch (IOException e) {
            throw BuildIoException.cannot("create", folder, e);
        }
    }

    /** Cross splits the options as a POSIX shell would. */
    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
