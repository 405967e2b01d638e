package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.maven.CommandLineLists;
import dev.rustcross.maven.FailureTranslator;
import dev.rustcross.maven.MavenBuildLog;
import dev.rustcross.maven.NetworkSettings;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ToolchainSelection;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The parameters that all goals share: what is to be built, and how. */
@SuppressWarnings("NullAway.Init")
public abstract class AbstractRustCrossMojo extends AbstractMojo {

    /**
     * The {@code Cargo.toml} of the package or virtual workspace to build. A {@code pom} with modules, or a module that only inherits the
     * plugin, is skipped when the default path does not exist.
     *
     * <pre>{@code
     * <manifestPath>native/Cargo.toml</manifestPath>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.manifestPath", defaultValue = "${project.basedir}/Cargo.toml")
    File manifestPath;

    /**
     * The workspace's packages to build, by name. Without it, what a plain {@code cargo build} beside the
     * manifest builds. The command line wins over the POM.
     *
     * <pre>{@code
     * <packages>
     *   <package>myapp</package>
     * </packages>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.packages")
    @Nullable List<String> packages;

    /**
     * The binaries to build and to pack. Without it, all of the selected packages. The command line wins over the POM.
     *
     * <pre>{@code
     * <binaries>
     *   <binary>myapp</binary>
     * </binaries>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.binaries")
    @Nullable List<String> binaries;

    /**
     * The Cargo profile.
     *
     * <pre>{@code
     * <profile>release</profile>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.profile", defaultValue = "release")
    String profile;

    /**
     * Whether the programs are made small: {@code opt-level = "z"}, {@code lto = true}, {@code codegen-units = 1}, {@code panic = "abort"} and
     * {@code strip = true} for the {@code profile} that is built, without an edit of {@code Cargo.toml}. They go before what {@code Cargo.toml}
     * says of the profile, but for its tables of single packages ({@code [profile.release.package.x]}). What a cargo configuration file or a
     * variable such as {@code CARGO_PROFILE_RELEASE_LTO}, in {@code <environment>} too, says of the profile goes before them, and is named in
     * the log.
     *
     * <p>With {@code panic = "abort"} a panic ends the process at once: nothing catches it, a thread's ends the whole program, and one in a
     * {@code cdylib} ends the program that loaded it, such as a JVM. {@code <environment>} with {@code CARGO_PROFILE_RELEASE_PANIC} of
     * {@code unwind} keeps panics as they are. {@code cargo test} unwinds in any case.
     *
     * <pre>{@code
     * <sizeProfile>true</sizeProfile>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.sizeProfile", defaultValue = "false")
    boolean sizeProfile;

    /**
     * The Cargo features to turn on for all targets; a target's own {@code <features>} replace them. The command line wins over
     * both.
     *
     * <pre>{@code
     * <features>
     *   <feature>tls</feature>
     * </features>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.features")
    @Nullable List<String> features;

    /**
     * Whether the crate's default features are left out.
     *
     * <pre>{@code
     * <noDefaultFeatures>true</noDefaultFeatures>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.noDefaultFeatures", defaultValue = "false")
    boolean noDefaultFeatures;

    /**
     * Whether all features of the crate are turned on.
     *
     * <pre>{@code
     * <allFeatures>true</allFeatures>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.allFeatures", defaultValue = "false")
    boolean allFeatures;

    /**
     * The targets to build for, each in a short form (a triple) or a full form. In the full form {@code <triple>} is required; the
     * others are {@code <classifier>} (its artifacts' classifier), {@code <engine>}, {@code <linker>} (a program), {@code <cc>}, {@code <cxx>},
     * {@code <ar>} (C tools for build scripts), {@code <runner>}, {@code <glibc>} (the lowest glibc to run on, such as 2.17; a triple may be declared with several), {@code <macosMin>} (the lowest
     * macOS; default: rustc's own), {@code <sdkRoot>} (a macOS SDK), {@code <rustflags>}, {@code <environment>}, {@code <features>},
     * {@code <noDefaultFeatures>}, {@code <formats>}, {@code <ifUnavailable>}, {@code <prebuilt>} (a folder with its binaries, which
     * are taken as they are: nothing is compiled), {@code <allowedLibraries>} and {@code <maxSize>} (of the goal {@code check}). Relative paths start from the POM's folder.
     *
     * <pre>{@code
     * <targets>
     *   <target>x86_64-unknown-linux-musl</target>
     *   <target>
     *     <triple>x86_64-unknown-linux-gnu</triple>
     *     <glibc>2.17</glibc>
     *   </target>
     * </targets>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable PlexusConfiguration targets;

    /**
     * Builds just these of the declared targets: triples, classifiers, or {@code host} for those that this machine can run (the first when
     * several can). With it, {@code attach} is off unless set: no partial release by accident. The command line wins over the POM.
     *
     * <pre>{@code
     * <onlyTargets>
     *   <onlyTarget>linux-amd64</onlyTarget>
     * </onlyTargets>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.onlyTargets")
    @Nullable List<String> onlyTargets;

    /**
     * What happens to a target that cannot be built on this machine, for want of a linker, of its standard library, of its
     * {@code <prebuilt>} folder, or of Rust altogether: {@code fail}, or {@code skip}, which leaves it out with a warning. A target's own
     * {@code <ifUnavailable>} goes before. A build that was begun and fails is a failure in any case.
     *
     * <pre>{@code
     * <ifUnavailable>skip</ifUnavailable>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.ifUnavailable", defaultValue = "fail")
    String ifUnavailable;

    /**
     * The folder with what other machines built of these targets: the {@code dist} folder of each build with {@code onlyTargets}, in any
     * folder below, or a repository that it was deployed to ({@code altDeploymentRepository} with a {@code file:} URL). With it nothing is
     * configured, compiled or tested: their archives are checked against their manifests, the two macOS builds are fused, and all is packed and
     * attached once. A target that none of them has is an error.
     *
     * <pre>{@code
     * <shardsDirectory>shards</shardsDirectory>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.shardsDirectory")
    @Nullable File shardsDirectory;

    /**
     * Whether cargo fails when Cargo.lock would change ({@code --locked}). Default: true where the workspace has a Cargo.lock.
     *
     * <pre>{@code
     * <locked>true</locked>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.locked")
    @Nullable Boolean locked;

    /**
     * The way to a linker for targets that name none: {@code auto} (the first that serves), {@code cargo} (what cargo does by itself),
     * {@code zigbuild} (zig, through cargo-zigbuild), {@code cross} (a container, through cross with docker or podman) or {@code xwin} (cargo-xwin, for MSVC).
     * Targets that {@code zigbuild} and {@code xwin} have nothing for get the first that serves.
     *
     * <pre>{@code
     * <engine>auto</engine>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.engine", defaultValue = "auto")
    String engine;

    /**
     * Whether missing tools may be installed: the toolchain that the crate or the POM names ({@code rustup toolchain install}), the standard
     * library of a target ({@code rustup target add}), and zig with cargo-zigbuild into a private cache. Never done with {@code mvn -o}.
     *
     * <pre>{@code
     * <autoInstall>false</autoInstall>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.autoInstall", defaultValue = "true")
    boolean autoInstall;

    /**
     * Whether you accept Microsoft's licence (https://go.microsoft.com/fwlink/?LinkId=2086102) for the C runtime and the SDK that
     * cargo-xwin downloads, which a target of MSVC needs where the build does not run on Windows. Never assumed.
     *
     * <pre>{@code
     * <acceptMicrosoftLicense>true</acceptMicrosoftLicense>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.acceptMicrosoftLicense", defaultValue = "false")
    boolean acceptMicrosoftLicense;

    /**
     * Whether the standard library is built from source ({@code -Zbuild-std}) for targets that rustup has none for, those of Rust's tier 3.
     * That needs a nightly {@code toolchain}, and its component {@code rust-src}, which is installed where {@code autoInstall} allows.
     *
     * <pre>{@code
     * <toolchain>nightly</toolchain>
     * <buildStd>true</buildStd>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.buildStd", defaultValue = "false")
    boolean buildStd;

    /**
     * Whether rustc writes other names for the folders of this machine, in panic messages and in debug information: {@code /cargo} for the
     * folders in {@code CARGO_HOME} that hold the sources of dependencies, {@code .} for the workspace, {@code ./target} for cargo's build
     * directory, {@code /rustc/COMMIT} for the sources of the standard library. They are flags for rustc ({@code --remap-path-prefix}) of
     * each target, and go with those of {@code <rustflags>}; build scripts and C code are not told. With it, the goal {@code check}
     * fails where a folder of this machine is named all the same ({@code forbidBuildPaths}).
     *
     * <pre>{@code
     * <remapPaths>true</remapPaths>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.remapPaths", defaultValue = "false")
    boolean remapPaths;

    /**
     * Whether the two macOS builds are fused into a universal binary: {@code auto} (where both are built), {@code true} (a missing one is
     * an error, but not where {@code onlyTargets} leaves it to another build), {@code only} (like true, and the thin archives are left out) or {@code false}.
     *
     * <pre>{@code
     * <lipo>auto</lipo>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.lipo", defaultValue = "auto")
    String lipo;

    /**
     * The archive formats for all targets: {@code tar.gz}, {@code tar.xz}, {@code tar.zst}, {@code zip} or {@code binary} (the bare file).
     * Default: {@code zip} for Windows, {@code tar.gz} for all others. A target's own {@code <formats>} replace them; the command line wins
     * over both.
     *
     * <pre>{@code
     * <formats>
     *   <format>tar.zst</format>
     * </formats>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.formats")
    @Nullable List<String> formats;

    /**
     * The vocabulary of classifiers: {@code go} ({@code linux-amd64}), {@code os-maven} ({@code linux-x86_64}, as os-maven-plugin has it)
     * or {@code triple}. Targets that would share a classifier get their ABI appended.
     *
     * <pre>{@code
     * <classifierStyle>go</classifierStyle>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.classifierStyle", defaultValue = "go")
    String classifierStyle;

    /**
     * What archives are called, but for their extensions. These are replaced: <code>{artifactId}</code> and <code>{version}</code> by the
     * POM's, <code>{crate}</code> and <code>{crateVersion}</code> by the name and version in {@code Cargo.toml}, <code>{classifier}</code> by the
     * classifier, which else follows the name with a dash. Where programs or libraries of several packages are packed, <code>{crate}</code> is
     * an error, and <code>{crateVersion}</code> as well unless they have one version.
     *
     * <pre>
     * &lt;archiveName&gt;{crate}-v{crateVersion}-{classifier}&lt;/archiveName&gt;
     * </pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.archiveName", defaultValue = "${project.artifactId}-${project.version}")
    String archiveName;

    /**
     * What is done where the POM and a crate whose programs or libraries are packed have different versions: {@code warn}, {@code fail} or
     * {@code ignore}. {@code 1.2.0-SNAPSHOT} agrees with {@code 1.2.0} and its pre-releases such as {@code 1.2.0-alpha.3}, {@code 1.2} with
     * {@code 1.2.0}, {@code 1.2.0-RC1} with {@code 1.2.0-rc.1}; what follows a plus sign does not count.
     *
     * <pre>{@code
     * <versionPolicy>fail</versionPolicy>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.versionPolicy", defaultValue = "warn")
    String versionPolicy;

    /**
     * The folder inside an archive that holds its files; {@code .} for none. Default: the archive's name.
     *
     * <pre>{@code
     * <archiveRoot>.</archiveRoot>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.archiveRoot")
    @Nullable String archiveRoot;

    /**
     * Files and folders to put into every archive, beside LICENSE*, README* and CHANGELOG*, which are found without being named.
     *
     * <pre>{@code
     * <extraFiles>
     *   <extraFile>man/myapp.1</extraFile>
     * </extraFiles>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable List<File> extraFiles;

    /**
     * The folder for all that the plugin writes. Archives lie in its {@code dist} folder. Each execution needs one of its own;
     * the manifest that the project is deployed with tells of them all.
     *
     * <pre>{@code
     * <outputDirectory>target/rust-cross-server</outputDirectory>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.outputDirectory", defaultValue = "${project.build.directory}/rust-cross")
    File outputDirectory;

    /**
     * Whether the archives are attached to the project, so that they are installed and deployed. Default: true, but false with
     * {@code onlyTargets}.
     *
     * <pre>{@code
     * <attach>true</attach>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.attach")
    @Nullable Boolean attach;

    /**
     * Whether each archive's {@code .sha256} is attached as well.
     *
     * <pre>{@code
     * <attachChecksums>false</attachChecksums>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.attachChecksums", defaultValue = "true")
    boolean attachChecksums;

    /**
     * Whether a bill of materials is written for the archives of each classifier: CycloneDX 1.6 as JSON, attached with type {@code json} and
     * the classifier {@code linux-amd64-cyclonedx}. It names the programs and libraries with their hashes, and the crates they are made
     * of for that target, with licences, Cargo.lock's checksums and who uses whom. Development and build dependencies are left out;
     * procedural macros and what only they use, which run inside the compiler, have the scope {@code excluded}. A dependency counts where
     * any package of the workspace turns it on.
     *
     * <pre>{@code
     * <sbom>true</sbom>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.sbom", defaultValue = "false")
    boolean sbom;

    /**
     * Whether all goals do nothing.
     *
     * <pre>{@code
     * <skip>true</skip>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.skip", defaultValue = "false")
    boolean skip;

    /**
     * Whether nothing is configured, compiled or tested; what an earlier build left is packed.
     *
     * <pre>{@code
     * <skipBuild>true</skipBuild>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.skipBuild", defaultValue = "false")
    boolean skipBuild;

    /**
     * Whether no archives are made.
     *
     * <pre>{@code
     * <skipPackage>true</skipPackage>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.skipPackage", defaultValue = "false")
    boolean skipPackage;

    /**
     * Whether the commands are printed instead of run.
     *
     * <pre>{@code
     * <dryRun>true</dryRun>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.dryRun", defaultValue = "false")
    boolean dryRun;

    /**
     * The cargo program, by name or path.
     *
     * <pre>{@code
     * <cargoExecutable>/opt/rust/bin/cargo</cargoExecutable>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.cargoExecutable", defaultValue = "cargo")
    String cargoExecutable;

    /**
     * The rustup toolchain, as in {@code cargo +nightly}. Default: what {@code rust-toolchain.toml} or rustup selects. Where it is missing,
     * it is installed as {@code autoInstall} allows.
     *
     * <pre>{@code
     * <toolchain>nightly</toolchain>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.toolchain")
    @Nullable String toolchain;

    /**
     * Arguments added to {@code cargo build}, and by the goal {@code test} to {@code cargo test}; they are printed with {@code -X}, so no secret belongs here.
     *
     * <pre>{@code
     * <extraCargoArgs>
     *   <extraCargoArg>--timings</extraCargoArg>
     * </extraCargoArgs>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.extraCargoArgs")
    @Nullable List<String> extraCargoArgs;

    /**
     * The cache to compile through: {@code sccache}, which must be installed, or unset for none. Cargo gets sccache as its
     * {@code RUSTC_WRAPPER} and {@code CARGO_INCREMENTAL=0}; sccache itself reads its own variables and files, such as
     * {@code SCCACHE_REDIS_ENDPOINT}. The hits and misses of the build are printed. Compilers of C are not touched, nor are targets that
     * cross builds.
     *
     * <pre>{@code
     * <compilerCache>sccache</compilerCache>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.compilerCache")
    @Nullable String compilerCache;

    /**
     * Variables for every cargo call; an empty element is the empty string. The plugin never logs values, but Maven itself does with
     * {@code -X}, which prints the POM's configuration: secrets belong into the real environment.
     *
     * <pre>{@code
     * <environment>
     *   <CARGO_NET_RETRY>5</CARGO_NET_RETRY>
     * </environment>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    @Nullable Map<String, String> environment;

    /**
     * How many seconds one cargo call may take before it is ended, with all its children; 0 for no limit.
     *
     * <pre>{@code
     * <timeoutSeconds>1800</timeoutSeconds>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.timeoutSeconds", defaultValue = "0")
    int timeoutSeconds;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    @Nullable String outputTimestamp;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution mojoExecution;

    final HostPlatform host = HostPlatform.current();
    final ProcessRunner processes = new SystemProcessRunner();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: rust-cross.skip is set.");
            nothingPacked();
            return;
        }
        try {
            if (hasPom() && new InheritedConfiguration(project, mojoExecution).appliesToNothing(manifestPath)) {
                getLog().info("Skipped: no Cargo.toml in " + project.getBasedir()
                        + ", the configuration is for modules.");
                return;
            }
            BuildLog log = new MavenBuildLog(getLog());
            try (var survey = new Survey(toolchainSelection(), processes, log)) {
                run(survey, log);
            }
        } catch (RustCrossException e) {
            throw FailureTranslator.translate(e);
        }
    }

    /** Told where the goal leaves the project without what it would have packed. */
    void nothingPacked() {}

    /**
     * Returns what the parameters ask for.
     *
     * @throws dev.rustcross.failure.InvalidConfigurationException with every problem found
     */
    final PackageRequest request(Survey survey) {
        return new RequestReader(this, host, survey).read();
    }

    /** Returns the features of a target that names none. */
    final FeatureSelection commonFeatures(CommandLineLists lists) {
        return new FeatureSelection(lists.resolve("features", features), noDefaultFeatures, allFeatures);
    }

    /** Returns the POM's variables for every cargo call. */
    final Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        if (environment != null) {
            // Maven hands an empty element over as null.
            environment.forEach((name, value) -> variables.put(name, value == null ? "" : value));
        }
        return variables;
    }

    /** Returns whether the goal runs for a POM. */
    final boolean hasPom() {
        return project.getFile() != null;
    }

    /** Returns the folder of the POM, or where there is none that in which Maven was called. */
    final Path baseDirectory() {
        return hasPom() ? project.getBasedir().toPath() : Path.of(session.getExecutionRootDirectory());
    }

    /** Returns Maven's build directory. */
    final Path buildDirectory() {
        return Path.of(project.getBuild().getDirectory());
    }

    /** Returns the manifest; its default starts from the POM's folder, which Maven leaves as it stands where there is none. */
    final Path manifest() {
        return hasPom() || !manifestPath.getPath().contains("${")
                ? manifestPath.toPath().toAbsolutePath().normalize()
                : baseDirectory().resolve("Cargo.toml");
    }

    /** Returns the targets as they are declared. */
    @Nullable PlexusConfiguration declaredTargets(Survey survey) {
        return targets;
    }

    /** Adds what is wrong with the parameters that this goal alone has. */
    void checkOwn(List<Problem> problems) {}

    /** Returns whether the goal changes nothing, whatever the parameters say. */
    boolean onlyTells() {
        return false;
    }

    /** Does the goal's work. */
    abstract void run(Survey survey, BuildLog log);

    /** Returns what selects the crate's toolchain, which rustup may install only where the plugin may. */
    final ToolchainSelection toolchainSelection() {
        Map<String, String> overlay = variables();
        if (session.isOffline() || !autoInstall || dryRun || onlyTells()) {
            // Keeps rustup's proxies from installing what rust-toolchain.toml names.
            overlay.put("RUSTUP_AUTO_INSTALL", "0");
        }
        Path manifest = manifest();
        Path directory = Objects.requireNonNullElse(manifest.getParent(), manifest);
        var own = new BuildEnvironment(host.environment(), overlay);
        BuildEnvironment complete = session.isOffline()
                ? own
                : own.with(new NetworkVariables(new NetworkSettings(session), own).read(directory));
        return new ToolchainSelection(directory, cargoExecutable, toolchain, complete);
    }
}
