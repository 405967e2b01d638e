package dev.rustcross.testing;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CargoSettings;
import dev.rustcross.plan.CompilerCache;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.Project;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.plan.VersionAgreement;
import dev.rustcross.plan.VersionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link BuildRequest} for tests: a crate in a folder with default settings, but for what the test sets. */
public final class ABuild {

    /** The project that ships what tests build. */
    public static final Project PROJECT = new Project("org.example", "myapp", "1.0", false, "0.1.0");

    private Path manifest;
    private List<TargetRequest> targets;
    private List<String> packages = List.of();
    private List<String> binaries = List.of();
    private String profile = "release";
    private boolean sizeProfile;
    private Map<String, String> environment = Map.of();
    private String executable = "cargo";
    private @Nullable String toolchain;
    private List<String> extraArguments = List.of();
    private @Nullable Boolean locked;
    private boolean offline;
    private @Nullable CompilerCache compilerCache;
    private Duration timeout = Duration.ZERO;
    private boolean autoInstall = true;
    private boolean acceptMicrosoftLicense;
    private boolean buildStd;
    private boolean remapPaths;
    private LipoMode lipo = LipoMode.AUTO;
    private @Nullable Path shards;
    private Path outputDirectory;
    private List<Path> extraFiles = List.of();

    private ABuild(Path crate, List<TargetRequest> targets) {
        this.manifest = crate.resolve("Cargo.toml");
        this.targets = targets;
        this.outputDirectory = crate.resolve("target").resolve("rust-cross");
    }

    public static ABuild in(Path crate, ATarget... targets) {
        return new ABuild(crate, Arrays.stream(targets).map(ATarget::build).toList());
    }

    public ABuild manifest(Path value) {
        manifest = value;
        return this;
    }

    public ABuild targets(ATarget... values) {
        targets = Arrays.stream(values).map(ATarget::build).toList();
        return this;
    }

    public ABuild extraFiles(Path... values) {
        extraFiles = List.of(values);
        return this;
    }

    public ABuild packages(String... values) {
        packages = List.of(values);
        return this;
    }

    public ABuild binaries(String... values) {
        binaries = List.of(values);
        return this;
    }

    public ABuild profile(String value) {
        profile = value;
        return this;
    }

    public ABuild sizeProfile() {
        sizeProfile = true;
        return this;
    }

    public ABuild environment(Map<String, String> value) {
        environment = value;
        return this;
    }

    public ABuild executable(String value) {
        executable = value;
        return this;
    }

    public ABuild toolchain(String value) {
        toolchain = value;
        return this;
    }

    public ABuild extraArguments(String... values) {
        extraArguments = List.of(values);
        return this;
    }

    public ABuild locked(boolean value) {
        locked = value;
        return this;
    }

    public ABuild offline() {
        offline = true;
        return this;
    }

    public ABuild compilerCache(CompilerCache value) {
        compilerCache = value;
        return this;
    }

    public ABuild timeout(Duration value) {
        timeout = value;
        return this;
    }

    public ABuild noAutoInstall() {
        autoInstall = false;
        return this;
    }

    public ABuild acceptMicrosoftLicense() {
        acceptMicrosoftLicense = true;
        return this;
    }

    public ABuild buildStd() {
        buildStd = true;
        return this;
    }

    public ABuild remapPaths() {
        remapPaths = true;
        return this;
    }

    public ABuild lipo(LipoMode value) {
        lipo = value;
        return this;
    }

    public ABuild shards(Path value) {
        shards = value;
        return this;
    }

    public ABuild outputDirectory(Path value) {
        outputDirectory = value;
        return this;
    }

    /** Builds a request to pack what is built as tar.gz files, with the extra files beside. */
    public PackageRequest packed(String archiveName) {
        return packed(build(), extraFiles, archiveName);
    }

    /** Returns a request to pack what another builds as tar.gz files. */
    public static PackageRequest packed(BuildRequest request, String archiveName) {
        return packed(request, List.of(), archiveName);
    }

    private static PackageRequest packed(BuildRequest request, List<Path> extraFiles, String archiveName) {
        return new PackageRequest(
                request,
                new ArchiveSettings(new ArchiveName(archiveName), null, extraFiles, Instant.EPOCH, true, true),
                "darwin-universal",
                List.of(ArchiveFormat.TAR_GZ),
                new VersionAgreement("1.0", VersionPolicy.IGNORE),
                PROJECT,
                true,
                false);
    }

    public BuildRequest build() {
        return new BuildRequest(
                manifest,
                targets,
                packages,
                binaries,
                profile,
                sizeProfile,
                environment,
                new CargoSettings(executable, toolchain, extraArguments, locked, offline, compilerCache, timeout),
                autoInstall,
                acceptMicrosoftLicense,
                buildStd,
                remapPaths,
                lipo,
                shards,
                outputDirectory);
    }
}
