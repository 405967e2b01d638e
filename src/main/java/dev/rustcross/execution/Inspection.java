package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.file.Digest;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildPlanner;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateSelection;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.Rustup;
import dev.rustcross.toolchain.ToolCache;
import dev.rustcross.toolchain.ToolchainSelection;
import dev.rustcross.toolchain.ZigToolchains;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine and the crate, looked at for one request, and the plan that follows.
 *
 * <p>Two programs run for it, side by side: {@code cargo metadata --no-deps} and {@code rustc -vV}. Costlier questions are asked only for a plan, when a
 * rule needs the answer.
 */
final class Inspection {

    /** The variables that decide which compiler, linker or tool is found, or what it is told. */
    private static final Pattern DECISIVE = Pattern.compile(
            "(CARGO|RUST|CC|CXX|AR|RANLIB|CMAKE|BINDGEN|PKG_CONFIG|ZIG|SDKROOT|MACOSX|XDG_CACHE|LOCALAPPDATA|HOME|PATH)"
                    + ".*",
            Pattern.CASE_INSENSITIVE);

    private final BuildRequest request;
    private final ProcessRunner processes;
    private final BuildEnvironment environment;
    private final ToolCache cache;
    private final ZigToolchains zigs;
    private final HostPlatform host;
    private final CompletableFuture<String> metadata;
    private final CompletableFuture<Rustc> rustc;
    private @Nullable CrateMetadata workspace;
    private @Nullable CargoConfig userConfiguration;
    private @Nullable BuildPlan plan;

    Inspection(BuildRequest request, ProcessRunner processes, HostPlatform host, BuildLog log) {
        this.request = request;
        this.processes = processes;
        this.host = host;
        this.environment = new BuildEnvironment(host.environment(), overlay(request));
        this.cache = ToolCache.ofUser(environment);
        this.zigs = new ZigToolchains(cache, processes, environment, log::info);
        var selection = new ToolchainSelection(
                request.crateDirectory(),
                request.cargo().executable(),
                request.cargo().toolchain(),
                environment);
        // A thread each: the common pool of a machine with two processors has a single one.
        if (namesToolchain(request.crateDirectory())) {
            var rustup = new Rustup(processes, cache, log::info);
            this.rustc = CompletableFuture.supplyAsync(() -> rustup.probe(selection), Inspection::start);
            this.metadata = rustc.thenApply(probed -> manifests());
        } else {
            this.rustc = CompletableFuture.supplyAsync(() -> Rustc.probe(selection, processes), Inspection::start);
            this.metadata = CompletableFuture.supplyAsync(this::manifests, Inspection::start);
        }
    }

    /** Returns the POM's variables, and what keeps rustup's proxies from installing where that is forbidden. */
    private static Map<String, String> overlay(BuildRequest request) {
        var variables = new TreeMap<>(request.environment());
        if (request.installationForbidden().isPresent()) {
            variables.put("RUSTUP_AUTO_INSTALL", "0");
        }
        return variables;
    }

    private static boolean namesToolchain(Path crateDirectory) {
        for (Path folder = crateDirectory; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("rust-toolchain.toml")) || Files.exists(folder.resolve("rust-toolchain"))) {
                return true;
            }
        }
        return false;
    }

    private static void start(Runnable question) {
        new Thread(question, "rust-cross-inspection").start();
    }

    /** Makes the plan, when first asked. */
    BuildPlan plan() {
        if (plan == null) {
            var surroundings = new MachineSurroundings(
                    request, host, environment, rustc(), zigs, userConfiguration(), this::isPureRust);
            checkBuildFlags();
            plan = new BuildPlanner(surroundings).plan(request, workspace());
        }
        return plan;
    }

    /** Cargo drops {@code build.rustflags} for a target that has flags of its own, as the POM's are. */
    private void checkBuildFlags() {
        List<Problem> problems = new ArrayList<>();
        for (TargetRequest target : request.targets()) {
            if (!target.rustflags().isEmpty()) {
                userConfiguration()
                        .build("rustflags")
                        .ifPresent(flags -> problems.add(new Problem(
                                target.where() + "<rustflags>",
                                "while they are set, cargo ignores build.rustflags of " + flags.source(),
                                String.join(" ", target.rustflags()),
                                "move those flags to [target." + target.triple()
                                        + "] rustflags in that file: cargo adds them to these.")));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /** Returns a digest of what the programs said, of the request, and of the variables that a plan depends on. */
    String digest() {
        var variables = new TreeMap<>(environment.variables());
        variables.keySet().removeIf(name -> !DECISIVE.matcher(name).matches());
        return Digest.ofValue(List.of(
                request.digest(),
                join(metadata),
                rustc().version().line(),
                rustc().sysroot(),
                rustc().host(),
                variables));
    }

    /** Returns the files and folders that the plan depends on besides, whether they are there or not. */
    List<Path> watched() {
        var watched = new ArrayList<Path>();
        watched.add(PluginJar.path());
        watched.add(workspace().workspaceRoot().resolve("Cargo.lock"));
        watched.addAll(userConfiguration().candidates());
        Stream.of(environment.nonEmpty("PATH").orElse("").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .forEach(watched::add);
        request.targets().forEach(target -> watched.add(rustc().libraries(target.triple())));
        return watched;
    }

    Rustc rustc() {
        return join(rustc);
    }

    BuildEnvironment environment() {
        return environment;
    }

    ToolCache cache() {
        return cache;
    }

    ZigToolchains zigs() {
        return zigs;
    }

    private Captured metadata(List<String> arguments) {
        var line = new ArrayList<>(request.cargo().program());
        line.addAll(List.of("metadata", "--format-version", "1", "--color", "never"));
        line.addAll(arguments);
        try {
            return processes.capture(Command.of(request.crateDirectory(), line.toArray(String[]::new))
                    .withEnvironment(environment.overlay()));
        } catch (ToolMissingException e) {
            throw new ToolMissingException(
                    "cargo was not found: " + request.cargo().executable() + " cannot be started."
                            + "\n  Install Rust with rustup (rustup.rs) and put its cargo on PATH, or set <cargoExecutable>"
                            + " to the path of your cargo.",
                    e);
        }
    }

    private String manifests() {
        Captured answer = metadata(List.of("--no-deps"));
        if (!answer.result().succeeded()) {
            throw new InvalidConfigurationException(new Problem(
                    "<manifestPath>",
                    "cargo cannot read the manifest",
                    request.manifest().toString(),
                    "mend what cargo says:\n" + indented(answer.stderr())));
        }
        return String.join("", answer.stdout());
    }

    private CrateMetadata workspace() {
        if (workspace == null) {
            workspace = CrateMetadata.parse(join(metadata));
        }
        return workspace;
    }

    CargoConfig userConfiguration() {
        if (userConfiguration == null) {
            userConfiguration = CargoConfig.read(request.crateDirectory(), environment.variables(), rustc()::cfg);
        }
        return userConfiguration;
    }

    private boolean isPureRust(TargetTriple triple) {
        TargetRequest target = request.target(triple);
        var arguments = new ArrayList<>(List.of("--filter-platform", triple.name()));
        arguments.addAll(target.features().cargoArguments());
        if (BuildPlanner.isLocked(request, workspace())) {
            arguments.add("--locked");
        }
        if (request.cargo().offline()) {
            arguments.add("--offline");
        }
        Captured answer = metadata(arguments);
        if (!answer.result().succeeded()) {
            if (CargoDiagnostics.sayLockIsOutdated(answer.stderr())) {
                throw new ToolFailedException(CargoDiagnostics.LOCK_IS_OUTDATED);
            }
            // Such as features that cargo takes for a package alone; cargo build will say what is wrong, if anything
            // is.
            return false;
        }
        List<String> selected = CrateSelection.packages(request, workspace()).stream()
                .map(CargoPackage::id)
                .toList();
        return CrateMetadata.parse(String.join("", answer.stdout()))
                .nativeCode(selected)
                .isEmpty();
    }

    /** Waits for both programs before it reports that one failed: none may outlive the goal. */
    private <T> T join(CompletableFuture<T> answer) {
        CompletableFuture.allOf(rustc, metadata)
                .handle((ended, failure) -> true)
                .join();
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(line -> "       " + line).collect(Collectors.joining("\n"));
    }
}
