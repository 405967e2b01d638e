package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.cargo.RustFlags;
import dev.rustcross.failure.Problem;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CompilerCache;
import dev.rustcross.plan.Surroundings;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.CargoXwin;
import dev.rustcross.toolchain.Cross;
import dev.rustcross.toolchain.MuslGccWrapper;
import dev.rustcross.toolchain.Obstacle;
import dev.rustcross.toolchain.Rustc;
import dev.rustcross.toolchain.ZigToolchains;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The real machine and crate, for the linker rules. */
final class MachineSurroundings implements Surroundings {

    private final BuildRequest request;
    private final HostPlatform host;
    private final BuildEnvironment environment;
    private final ProcessRunner processes;
    private final @Nullable Rustc rustc;
    private final ZigToolchains zigs;
    private final CargoConfig userConfiguration;
    private final Predicate<TargetRequest> pureRust;
    private final @Nullable Cross cross;
    private final Predicate<TargetRequest> buildsStd;
    private final Function<TargetRequest, Optional<String>> stdUnavailable;
    private final Predicate<TargetRequest> hostCode;

    /**
     * Creates the surroundings of a request.
     *
     * @param rustc the crate's compiler; null where there is none, and what is usual on such a machine has to do
     */
    MachineSurroundings(
            BuildRequest request,
            HostPlatform host,
            BuildEnvironment environment,
            ProcessRunner processes,
            @Nullable Rustc rustc,
            ZigToolchains zigs,
            CargoConfig userConfiguration,
            Predicate<TargetRequest> pureRust,
            Predicate<TargetRequest> buildsStd,
            Function<TargetRequest, Optional<String>> stdUnavailable,
            Predicate<TargetRequest> hostCode) {
        this.request = request;
        this.host = host;
        this.environment = environment;
        this.processes = processes;
        this.cross = rustc == null ? null : new Cross(environment, rustc, processes, host.operatingSystem());
        this.rustc = rustc;
        this.zigs = zigs;
        this.userConfiguration = userConfiguration;
        this.pureRust = pureRust;
        this.buildsStd = buildsStd;
        this.stdUnavailable = stdUnavailable;
        this.hostCode = hostCode;
    }

    @Override
    public Surroundings of(TargetRequest target) {
        return target.environment().isEmpty()
                ? this
                : new MachineSurroundings(
                        request,
                        host,
                        environment.with(target.environment()),
                        processes,
                        rustc,
                        zigs,
                        userConfiguration,
                        pureRust,
                        buildsStd,
                        stdUnavailable,
                        hostCode);
    }

    @Override
    public OperatingSystem operatingSystem() {
        return host.operatingSystem();
    }

    @Override
    public TargetTriple hostTriple() {
        return rustc == null ? host.usualTriple() : rustc.host();
    }

    @Override
    public Optional<UserLinker> userLinker(TargetRequest target) {
        return userLinker(target, target.triple());
    }

    private Optional<UserLinker> userLinker(TargetRequest target, TargetTriple triple) {
        String variable = "CARGO_TARGET_" + triple.cargoVariableInfix() + "_LINKER";
        String ofTarget = target.environment().get(variable);
        if (ofTarget != null) {
            return Optional.of(new UserLinker(ofTarget, "<environment> of the target, " + variable));
        }
        return userConfiguration.linker(triple).map(setting -> new UserLinker(setting.value(), setting.source()));
    }

    @Override
    public boolean hasHostLinker(TargetRequest target) {
        return !hostTriple().isLinux()
                || environment.find("cc").isPresent()
                || userLinker(target, hostTriple()).isPresent()
                || !userConfiguration
                        .with(target.environment())
                        .rustflags(hostTriple(), List.of())
                        .codegen("linker")
                        .isEmpty();
    }

    @Override
    public boolean runsHostCode(TargetRequest target) {
        return hostCode.test(target);
    }

    @Override
    public RustFlags rustflags(TargetRequest target) {
        return userConfiguration.with(target.environment()).rustflags(target.triple(), target.rustflags());
    }

    @Override
    public List<Problem> contradictions(TargetRequest target) {
        var problems = new ArrayList<Problem>();
        checkText(target, "rustflags", target.rustflags(), problems);
        if (request.remapPaths() && target.rustflags().isEmpty()) {
            checkText(target, "rustflags", "<remapPaths>", "true", problems);
        }
        checkText(target, "runner", target.runner(), problems);
        // Cargo drops these for a target that has flags of its own, as the POM's are.
        if (!target.rustflags().isEmpty() || request.remapPaths()) {
            boolean own = !target.rustflags().isEmpty();
            userConfiguration
                    .build("rustflags")
                    .ifPresent(flags -> problems.add(new Problem(
                            own ? target.where() + "<rustflags>" : "<remapPaths>",
                            "while " + (own ? "they" : "its flags") + " are set, cargo ignores build.rustflags of "
                                    + flags.source(),
                            own ? String.join(" ", target.rustflags()) : "true",
                            "move those flags to [target." + (own ? target.triple() : "TRIPLE")
                                    + "] rustflags in that file: cargo adds them to these.")));
        }
        return problems;
    }

    /** Cargo joins lists, but not a list and a text. */
    private void checkText(TargetRequest target, String key, List<String> words, List<Problem> problems) {
        if (!words.isEmpty()) {
            checkText(target, key, target.where() + "<" + key + ">", String.join(" ", words), problems);
        }
    }

    private void checkText(TargetRequest target, String key, String where, String value, List<Problem> problems) {
        userConfiguration
                .text(target.triple(), key)
                .ifPresent(text -> problems.add(new Problem(
                        where,
                        "cargo cannot join it with the text of " + text.source(),
                        value,
                        "write " + key + " as a list there: each word in quotes, [\"...\", \"...\"].")));
    }

    @Override
    public Optional<Path> findProgram(String name) {
        return environment.find(name);
    }

    @Override
    public boolean isFolder(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public boolean isMuslGcc(Path compiler) {
        return MuslGccWrapper.isNeededFor(compiler);
    }

    @Override
    public boolean hasRustLld() {
        return rustc == null || rustc.hasRustLld();
    }

    @Override
    public boolean isPureRust(TargetRequest target) {
        return pureRust.test(target);
    }

    @Override
    public boolean hasStaticRuntime(TargetTriple triple) {
        return rustc == null ? triple.isMusl() : rustc.cfg(triple).contains("target_feature=\"crt-static\"");
    }

    @Override
    public boolean buildsStd(TargetRequest target) {
        return buildsStd.test(target);
    }

    @Override
    public Optional<String> stdUnavailable(TargetRequest target) {
        return stdUnavailable.apply(target);
    }

    @Override
    public boolean isNightly() {
        return rustc == null || rustc.version().isNightly();
    }

    @Override
    public Optional<String> xwinUnavailable() {
        List<String> steps =
                CargoXwin.ofUser(environment)
                        .obstacles(
                                request.acceptMicrosoftLicense(),
                                request.cargo().offline())
                        .stream()
                        .map(Obstacle::remedy)
                        .toList();
        return steps.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", steps));
    }

    @Override
    public Optional<String> crossUnavailable() {
        return cross == null
                ? Optional.of("cross needs Rust: install it with rustup (rustup.rs)")
                : cross.obstacle().map(Obstacle::remedy);
    }

    @Override
    public Optional<String> crossLacks() {
        return cross == null ? Optional.of("rustup") : cross.obstacle().map(Obstacle::name);
    }

    @Override
    public Optional<Setting> rustcWrapper() {
        return userConfiguration.build("rustc-wrapper").filter(wrapper -> !wrapper.value()
                .isEmpty());
    }

    @Override
    public Optional<Path> sccache() {
        return environment.find(environment.nonEmpty(CompilerCache.WRAPPER).orElse("sccache"));
    }

    @Override
    public Optional<String> zigUnavailable() {
        Optional<String> obstacle = request.installationForbidden()
                .map(reason -> "zig would serve, but " + (zigs.lacking().equals("zig") ? "" : zigs.lacking() + " ")
                        + "is not installed, and " + reason
                        + ": run `mvn rust-cross:configure` once without that to install " + zigs.pinnedVersions())
                .or(() -> zigs.hasClient()
                        ? Optional.empty()
                        : Optional.of("neither python3 with pip nor uv is on PATH, by which the build installs "
                                + zigs.pinnedVersions() + ": " + ZigToolchains.clientRemedy()));
        return obstacle.filter(reason -> zigs.find().isEmpty());
    }
}
