package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.cargo.RustFlags;
import dev.rustcross.diagnosis.FailureMode;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.file.Digest;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildPlanner;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.CrateSelection;
import dev.rustcross.plan.LinkerRules;
import dev.rustcross.plan.PathMapping;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.RunnerRules;
import dev.rustcross.plan.Surroundings;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.Rustup;
import dev.rustcross.toolchain.ToolCache;
import dev.rustcross.toolchain.ZigToolchains;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machine and the crate, looked at for one request, and the plan that follows.
 *
 * <p>Costlier questions than those of the {@link Survey} are asked only for a plan, when a rule needs the answer.
 */
final class Inspection {

    /** The variables that decide which compiler, linker or tool is found, or what it is told; not how cargo reaches registries. */
    private static final Pattern DECISIVE = Pattern.compile(
            "(?!CARGO_(HTTP|NET|REGISTRY|REGISTRIES)_)"
                    + "(CARGO|CROSS|RUST|XWIN|CC|CXX|AR|RANLIB|CMAKE|TARGET_CMAKE|BINDGEN|PKG_CONFIG|ZIG|SDKROOT|MACOSX"
                    + "|OHOS_NDK|MSYSTEM|XDG_CACHE|LOCALAPPDATA|HOME|USERPROFILE|PATH).*",
            Pattern.CASE_INSENSITIVE);

    private static final String DEPLOYMENT_TARGET = "MACOSX_DEPLOYMENT_TARGET";

    private final BuildRequest request;
    private final Survey survey;
    private final HostPlatform host;
    private final ProcessRunner processes;
    private final BuildLog log;
    private @Nullable ZigToolchains zigs;
    private @Nullable CrateMetadata workspace;
    private @Nullable CargoConfig userConfiguration;
    private @Nullable Set<TargetTriple> installable;
    private @Nullable BuildPlan plan;

    Inspection(BuildRequest request, Survey survey, ProcessRunner processes, HostPlatform host, BuildLog log) {
        this.request = request;
        this.survey = survey;
        this.host = host;
        this.processes = processes;
        this.log = log;
    }

    /** Makes the plan, when first asked. */
    BuildPlan plan() {
        if (plan == null) {
            plan = new BuildPlanner(surroundings()).plan(request, workspace());
            checkLockOfCross(plan);
        }
        return plan;
    }

    /**
     * Returns what the crate has of what the request names.
     *
     * @param problems receives all for which no plan can be made
     */
    List<CrateProduct> products(List<Problem> problems) {
        return new BuildPlanner(surroundings()).products(request, workspace(), problems);
    }

    /** Returns the flags that rustc gets for a target, the POM's and the user's own. */
    RustFlags rustflags(TargetRequest target) {
        return surroundings().rustflags(target);
    }

    /** Returns whether the C runtime becomes part of each program of a target. */
    boolean linksStatically(TargetRequest target) {
        return new LinkerRules(surroundings()).linksStatically(target);
    }

    /**
     * The minimum that rustc will be given, else its own: zig's would be that of its newest macOS. As for every variable, the environment
     * goes before cargo's {@code [env]}; what is there, rustc answers with.
     */
    String macosMin(TargetRequest target) {
        if (target.macosMin() != null) {
            return target.macosMin();
        }
        String ofTarget = target.environment().get(DEPLOYMENT_TARGET);
        if (ofTarget != null) {
            return ofTarget;
        }
        Optional<CargoConfig.Setting> ofCargo =
                environment().nonEmpty(DEPLOYMENT_TARGET).isPresent()
                        ? Optional.empty()
                        : userConfiguration().env(DEPLOYMENT_TARGET);
        return ofCargo.map(CargoConfig.Setting::value).orElseGet(() -> rustc().deploymentTarget(target.triple()));
    }

    /** Returns the folders whose names rustc would write, and what it is to write instead, for a cargo call of the plan. */
    PathMapping pathMapping(CargoCall call) {
        return new PathMapping(
                plan().workspaceRoot(),
                plan().targetDirectory(call),
                cargoHome(),
                rustc().sources(),
                rustc().version().commit());
    }

    Path cargoHome() {
        return CargoConfig.home(request.crateDirectory(), environment().variables());
    }

    /** Returns whether something links what runs on this machine while a target is built. */
    boolean hasHostLinker(TargetRequest target) {
        return surroundings().hasHostLinker(target);
    }

    private Surroundings surroundings() {
        return surroundings(
                rustc(), this::isPureRust, target -> hostCode(target).isPresent());
    }

    /** Cross asks cargo about the crate without {@code --locked}, and an outdated Cargo.lock would be changed without a word. */
    private void checkLockOfCross(BuildPlan made) {
        if (made.locked()) {
            made.targets().stream()
                    .filter(target -> target.linker().tool() == BuildTool.CROSS)
                    .findFirst()
                    .ifPresent(target -> resolve(request.target(target.name())));
        }
    }

    /** Returns the machine and the crate, for the linker rules. */
    Surroundings surroundings(
            @Nullable Rustc rustc, Predicate<TargetRequest> pureRust, Predicate<TargetRequest> hostCode) {
        return new MachineSurroundings(
                request,
                host,
                environment(),
                processes,
                rustc,
                zigs(),
                userConfiguration(rustc),
                pureRust,
                target -> rustc != null && buildsStd(target),
                target -> rustc == null ? Optional.empty() : stdUnavailable(target),
                hostCode);
    }

    /** Returns a sentence for each place where the user set flags of a target that cargo ignores for a variable's. */
    List<String> ignoredFlags() {
        Map<String, String> variables = environment().variables();
        var sentences = new ArrayList<String>();
        for (TargetRequest target : request.targets()) {
            for (String variable : List.of("CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS")) {
                // The configuration files are read only where one of them is set.
                if (variables.containsKey(variable) || target.environment().containsKey(variable)) {
                    userConfiguration()
                            .with(target.environment())
                            .droppedRustflags(target.triple())
                            .forEach(flags -> sentences.add(target.triple() + ": cargo ignores the rustflags of "
                                    + flags.source() + ", since the variable " + variable
                                    + " is set. Unset it, or put those flags into it, too."));
                    break;
                }
            }
        }
        return sentences;
    }

    /** Returns a digest of what the programs said, of the request, and of the variables that a plan depends on. */
    String digest() {
        var variables = new TreeMap<>(environment().variables());
        variables.keySet().removeIf(name -> !DECISIVE.matcher(name).matches());
        return Digest.ofValue(List.of(
                request.digest(),
                survey.manifests(),
                rustc().version().line(),
                rustc().sysroot(),
                rustc().host(),
                variables));
    }

    /** Returns the user's own cargo configuration files, whether they are there or not. */
    List<Path> configurationFiles() {
        return userConfiguration().candidates();
    }

    /** Returns the files and folders that the plan depends on besides, whether they are there or not. */
    List<Path> watched() {
        var watched = new ArrayList<Path>();
        watched.add(PluginJar.path());
        watched.add(workspace().workspaceRoot().resolve("Cargo.lock"));
        watched.addAll(environment().searchPath());
        for (PlannedTarget target : plan().targets()) {
            watched.add(rustcOf(target).libraries(target.triple()));
        }
        return watched;
    }

    /** Returns the compiler that builds a target: a container has one of its own. */
    Rustc rustcOf(PlannedTarget target) {
        return target.linker().tool() == BuildTool.CROSS ? rustc().inContainer() : rustc();
    }

    Rustc rustc() {
        return survey.rustc();
    }

    BuildEnvironment environment() {
        return survey.environment();
    }

    ToolCache cache() {
        return survey.cache();
    }

    ZigToolchains zigs() {
        if (zigs == null) {
            zigs = new ZigToolchains(survey.cache(), processes, survey.environment(), log::info);
        }
        return zigs;
    }

    CrateMetadata workspace() {
        if (workspace == null) {
            workspace = CrateMetadata.parse(survey.manifests());
        }
        return workspace;
    }

    CargoConfig userConfiguration() {
        return userConfiguration(rustc());
    }

    /** Without a compiler, tables of the user's for kinds of targets hold for none. */
    private CargoConfig userConfiguration(@Nullable Rustc rustc) {
        if (userConfiguration == null) {
            userConfiguration = CargoConfig.read(
                    request.crateDirectory(),
                    environment().variables(),
                    triple -> rustc == null ? Set.of() : rustc.cfg(triple));
        }
        return userConfiguration;
    }

    /** Returns whether the standard library has to be built from source for a target, and the user allows it. */
    boolean buildsStd(TargetRequest target) {
        return request.buildStd() && !rustc().hasStd(target.triple()) && !isInstallable(target.triple());
    }

    private Optional<String> stdUnavailable(TargetRequest target) {
        if (rustc().hasStd(target.triple()) || buildsStd(target)) {
            return Optional.empty();
        }
        return request.installationForbidden()
                .map(reason -> "its standard library is not installed, and " + reason)
                .or(() -> isInstallable(target.triple())
                        ? Optional.empty()
                        : Optional.of("rustup has no standard library for it"));
    }

    /** Returns the rules for what runs test programs. */
    RunnerRules runners() {
        return new RunnerRules(
                host,
                target -> userConfiguration().with(target.environment()).runner(target.triple()),
                environment()::find,
                Files::exists);
    }

    /** Returns whether rustup has a standard library for a triple. */
    private boolean isInstallable(TargetTriple triple) {
        if (installable == null) {
            installable = new Rustup(processes, cache(), log::info).available(rustc());
        }
        return installable.contains(triple);
    }

    /**
     * Returns what cargo says of the crate with its dependencies for a target.
     *
     * @throws ToolFailedException when Cargo.lock would have to change and must not
     */
    private Captured resolve(TargetRequest target) {
        Captured answer = survey.dependencies(
                target,
                BuildPlanner.isLocked(request, workspace()),
                request.cargo().offline());
        if (!answer.result().succeeded()) {
            new FailureExplanation(host, List.of(), request.profile(), answer.stderr())
                    .diagnoses().stream()
                            .filter(diagnosis -> diagnosis.mode() == FailureMode.LOCK_FILE_OUTDATED)
                            .findFirst()
                            .ifPresent(diagnosis -> {
                                throw new ToolFailedException("cargo metadata failed:\n" + diagnosis.render());
                            });
        }
        return answer;
    }

    boolean isPureRust(TargetRequest target) {
        return graph(target)
                .map(crate -> crate.nativeCode(selectedPackages()).isEmpty())
                .orElse(false);
    }

    /** Returns a package that runs on this machine while a target is built, or empty where none is known. */
    Optional<String> hostCode(TargetRequest target) {
        return graph(target).flatMap(crate -> crate.hostCode(selectedPackages()));
    }

    /**
     * Returns the crate with its dependencies for a target; empty where cargo cannot tell, such as for features that it takes for a package
     * alone: cargo build will say what is wrong, if anything is.
     */
    private Optional<CrateMetadata> graph(TargetRequest target) {
        Captured answer = resolve(target);
        return answer.result().succeeded()
                ? Optional.of(CrateMetadata.parse(String.join("", answer.stdout())))
                : Optional.empty();
    }

    private List<String> selectedPackages() {
        return CrateSelection.packages(request, workspace()).stream()
                .map(CargoPackage::id)
                .toList();
    }
}
