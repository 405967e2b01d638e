package dev.rustcross.plan;

import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.cargo.RustFlags;
import dev.rustcross.failure.Problem;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A machine made up by a test: nothing is installed or configured but what the test says. */
final class Machine implements Surroundings {

    /** Where programs of this machine are. */
    static final Path BIN = Path.of("/usr/bin");

    static final String NO_ZIG =
            "zig would serve, but is not installed, and Maven is offline (-o): run it once without that";

    private final OperatingSystem system;
    private final TargetTriple host;
    private final Set<String> programs = new HashSet<>();
    private @Nullable UserLinker userLinker;
    private @Nullable Setting rustcWrapper;
    private List<String> rustflags = List.of();
    private final List<Problem> contradictions = new ArrayList<>();
    private boolean rustLld;
    private boolean pureRust;
    private boolean nightly;
    private boolean hostLinker = true;
    private boolean hostCode;
    private final Set<Path> folders = new HashSet<>();
    private final Set<String> lackingStd = new HashSet<>();
    private final Set<String> withoutStd = new HashSet<>();
    private boolean xwin;
    private boolean cross;
    private @Nullable String zigUnavailable = NO_ZIG;

    private Machine(OperatingSystem system, String host) {
        this.system = system;
        this.host = new TargetTriple(host);
    }

    static Machine linux() {
        return new Machine(OperatingSystem.LINUX, "x86_64-unknown-linux-gnu");
    }

    static Machine macos() {
        return new Machine(OperatingSystem.MACOS, "aarch64-apple-darwin");
    }

    static Machine windows() {
        return new Machine(OperatingSystem.WINDOWS, "x86_64-pc-windows-msvc");
    }

    Machine with(String... names) {
        programs.addAll(List.of(names));
        return this;
    }

    Machine rustcWrapper(String program, String source) {
        rustcWrapper = new Setting(program, source);
        return this;
    }

    Machine userLinker(String program, String source) {
        userLinker = new UserLinker(program, source);
        return this;
    }

    /** Sets what the user's own configuration adds to the POM's flags. */
    Machine rustflags(String... flags) {
        rustflags = List.of(flags);
        return this;
    }

    Machine contradiction(Problem problem) {
        contradictions.add(problem);
        return this;
    }

    Machine rustLld() {
        rustLld = true;
        return this;
    }

    Machine pureRust() {
        pureRust = true;
        return this;
    }

    Machine zig() {
        zigUnavailable = null;
        return this;
    }

    Machine withoutHostLinker() {
        hostLinker = false;
        return this;
    }

    Machine hostCode() {
        hostCode = true;
        return this;
    }

    Machine nightly() {
        nightly = true;
        return this;
    }

    Machine folder(String path) {
        folders.add(Path.of(path));
        return this;
    }

    Machine buildsStdOf(String triple) {
        withoutStd.add(triple);
        return this;
    }

    Machine xwin() {
        xwin = true;
        return this;
    }

    Machine cross() {
        cross = true;
        return this;
    }

    @Override
    public Surroundings of(TargetRequest target) {
        return this;
    }

    @Override
    public OperatingSystem operatingSystem() {
        return system;
    }

    @Override
    public TargetTriple hostTriple() {
        return host;
    }

    @Override
    public Optional<UserLinker> userLinker(TargetRequest target) {
        return Optional.ofNullable(userLinker);
    }

    @Override
    public boolean hasHostLinker(TargetRequest target) {
        return hostLinker;
    }

    @Override
    public boolean runsHostCode(TargetRequest target) {
        return hostCode;
    }

    @Override
    public RustFlags rustflags(TargetRequest target) {
        return new RustFlags(
                Stream.concat(target.rustflags().stream(), rustflags.stream()).toList());
    }

    @Override
    public List<Problem> contradictions(TargetRequest target) {
        return contradictions.stream()
                .filter(problem -> problem.where().startsWith(target.where()))
                .toList();
    }

    @Override
    public Optional<Path> findProgram(String name) {
        return programs.contains(name) ? Optional.of(BIN.resolve(name)) : Optional.empty();
    }

    @Override
    public Optional<Setting> rustcWrapper() {
        return Optional.ofNullable(rustcWrapper);
    }

    @Override
    public Optional<Path> sccache() {
        return findProgram("sccache");
    }

    @Override
    public boolean isFolder(Path path) {
        return folders.contains(path);
    }

    @Override
    public boolean isMuslGcc(Path compiler) {
        return compiler.endsWith("musl-gcc");
    }

    @Override
    public boolean hasRustLld() {
        return rustLld;
    }

    @Override
    public boolean isPureRust(TargetRequest target) {
        return pureRust;
    }

    @Override
    public boolean hasStaticRuntime(TargetTriple triple) {
        return !triple.architecture().equals("powerpc");
    }

    @Override
    public boolean buildsStd(TargetRequest target) {
        return withoutStd.contains(target.triple().name());
    }

    Machine lackingStd(String target) {
        lackingStd.add(target);
        return this;
    }

    @Override
    public Optional<String> stdUnavailable(TargetRequest target) {
        return lackingStd.contains(target.name())
                ? Optional.of("its standard library is not installed, and Maven is offline (-o)")
                : Optional.empty();
    }

    @Override
    public boolean isNightly() {
        return nightly;
    }

    @Override
    public Optional<String> xwinUnavailable() {
        return xwin ? Optional.empty() : Optional.of("install cargo-xwin");
    }

    @Override
    public Optional<String> crossLacks() {
        return cross ? Optional.empty() : Optional.of("cross");
    }

    @Override
    public Optional<String> crossUnavailable() {
        return cross ? Optional.empty() : Optional.of("install cross");
    }

    @Override
    public Optional<String> zigUnavailable() {
        return Optional.ofNullable(zigUnavailable);
    }
}
