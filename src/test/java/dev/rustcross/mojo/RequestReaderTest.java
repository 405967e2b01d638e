package dev.rustcross.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.BinaryLimits;
import dev.rustcross.plan.CompilerCache;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.VersionAgreement;
import dev.rustcross.plan.VersionPolicy;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.MavenExecutions;
import dev.rustcross.testing.RecordingLog;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.ToolchainSelection;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String X86_MAC = "x86_64-apple-darwin";
    private static final String ARM_MAC = "aarch64-apple-darwin";

    @TempDir
    private Path folder;

    private final ConfigureMojo goal = new ConfigureMojo();
    private Map<String, String> variables = Map.of();

    /** Sets what the annotations' defaults would. */
    @BeforeEach
    void defaults() throws Exception {
        goal.manifestPath = Files.createFile(folder.resolve("Cargo.toml")).toFile();
        goal.outputDirectory = folder.resolve("target/rust-cross").toFile();
        goal.profile = "release";
        goal.engine = "auto";
        goal.autoInstall = true;
        goal.lipo = "auto";
        goal.ifUnavailable = "fail";
        goal.classifierStyle = "go";
        goal.archiveName = "myapp-1.4.2";
        goal.versionPolicy = "warn";
        goal.attachChecksums = true;
        goal.cargoExecutable = "cargo";
        goal.project = new MavenProject();
        goal.project.setArtifactId("myapp");
        goal.project.setVersion("1.4.2");
        goal.project.setFile(folder.resolve("pom.xml").toFile());
        goal.project.getBuild().setDirectory(folder.resolve("target").toString());
        goal.session = MavenExecutions.session(Map.of(), false);
        goal.mojoExecution = MavenExecutions.execution("configure", "", "");
        targets(MUSL);
    }

    private void targets(String... triples) {
        goal.targets = new XmlPlexusConfiguration(
                MavenExecutions.dom("<target>" + String.join("</target><target>", triples) + "</target>"));
    }

    private void commandLine(String name, String value) {
        goal.session = MavenExecutions.session(Map.of("rust-cross." + name, value), false);
    }

    private PackageRequest read() {
        var host = new HostPlatform(OperatingSystem.LINUX, "x86_64", variables);
        var selection = new ToolchainSelection(
                folder, goal.cargoExecutable, null, new BuildEnvironment(variables, goal.variables()));
        try (var survey = new Survey(selection, new SystemProcessRunner(), new RecordingLog())) {
            return new RequestReader(goal, host, survey).read();
        }
    }

    private List<Problem> problems() {
        return Objects.requireNonNull(catchThrowableOfType(InvalidConfigurationException.class, this::read))
                .problems();
    }

    private void assertProblem(String where, String what, @Nullable String value, String fix) {
        assertThat(problems()).containsExactly(new Problem(where, what, value, fix));
    }

    @Test
    void defaultsMakeAPlainRequest() {
        PackageRequest request = read();

        assertThat(request.build())
                .isEqualTo(
                        ABuild.in(folder, ATarget.of(MUSL)).lipo(LipoMode.FALSE).build());
        assertThat(request.archives())
                .isEqualTo(new ArchiveSettings(
                        new ArchiveName("myapp-1.4.2"),
                        null,
                        List.of(),
                        Instant.parse("1980-02-01T00:00:00Z"),
                        true,
                        true));
        assertThat(request.versions()).isEqualTo(new VersionAgreement("1.4.2", VersionPolicy.WARN));
        assertThat(request.universalClassifier()).isEqualTo("darwin-universal");
        assertThat(request.universalFormats()).containsExactly(ArchiveFormat.TAR_GZ);
    }

    @Test
    void everyParameterReachesTheRequest() {
        goal.packages = List.of("cli");
        goal.binaries = List.of("myapp");
        goal.profile = "dist";
        goal.sizeProfile = true;
        goal.features = List.of("tls");
        goal.noDefaultFeatures = true;
        goal.allFeatures = true;
        goal.locked = false;
        goal.engine = "zigbuild";
        goal.autoInstall = false;
        goal.lipo = "false";
        goal.formats = List.of("zip", "binary");
        goal.classifierStyle = "os-maven";
        goal.archiveName = "{artifactId}-{crateVersion}-for-{version}";
        goal.versionPolicy = "fail";
        goal.archiveRoot = "opt/tool";
        goal.extraFiles = List.of(folder.resolve("man/../man/tool.1").toFile());
        goal.attach = false;
        goal.attachChecksums = false;
        goal.cargoExecutable = "/opt/cargo";
        goal.toolchain = "nightly";
        goal.extraCargoArgs = List.of("--timings");
        goal.environment = new HashMap<>(Map.of("A", "1"));
        goal.environment.put("EMPTY", null);
        goal.compilerCache = "sccache";
        goal.timeoutSeconds = 90;
        goal.outputTimestamp = "1700000000";
        goal.session = MavenExecutions.session(Map.of(), true);

        PackageRequest request = read();

        assertThat(request.build().packages()).containsExactly("cli");
        assertThat(request.build().binaries()).containsExactly("myapp");
        assertThat(request.build().profile()).isEqualTo("dist");
        assertThat(request.build().sizeProfile()).isTrue();
        assertThat(request.build().autoInstall()).isFalse();
        assertThat(request.build().lipo()).isEqualTo(LipoMode.FALSE);
        assertThat(request.build().environment()).isEqualTo(Map.of("A", "1", "EMPTY", ""));
        assertThat(request.build().cargo().program()).containsExactly("/opt/cargo", "+nightly");
        assertThat(request.build().cargo().extraArguments()).containsExactly("--timings");
        assertThat(request.build().cargo().locked()).isFalse();
        assertThat(request.build().cargo().offline()).isTrue();
        assertThat(request.build().cargo().compilerCache()).isEqualTo(CompilerCache.SCCACHE);
        assertThat(request.build().cargo().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(request.build().targets()).singleElement().satisfies(target -> {
            assertThat(target.engine()).isEqualTo(Engine.ZIGBUILD);
            assertThat(target.classifier()).isEqualTo("linux-x86_64");
            assertThat(target.features()).isEqualTo(new FeatureSelection(List.of("tls"), true, true));
            assertThat(target.formats()).containsExactly(ArchiveFormat.ZIP, ArchiveFormat.BINARY);
        });
        assertThat(request.archives())
                .isEqualTo(new ArchiveSettings(
                        new ArchiveName("myapp-{crateVersion}-for-1.4.2"),
                        "opt/tool",
                        List.of(folder.resolve("man/tool.1")),
                        Instant.ofEpochSecond(1700000000),
                        false,
                        false));
        assertThat(request.versions().policy()).isEqualTo(VersionPolicy.FAIL);
        assertThat(request.universalClassifier()).isEqualTo("osx-universal");
        assertThat(request.universalFormats()).containsExactly(ArchiveFormat.ZIP, ArchiveFormat.BINARY);
    }

    @Test
    void aPlaceholderThatThereIsNot() {
        goal.archiveName = "{crateVerison}";

        assertProblem(
                "<archiveName>",
                "unknown placeholder {crateVerison}",
                "{crateVerison}",
                "did you mean {crateVersion}? The placeholders are {crate}, {crateVersion}, {artifactId}, {version}, {classifier}.");
    }

    @Test
    void aPolicyThatThereIsNot() {
        goal.versionPolicy = "fial";

        assertProblem(
                "<versionPolicy>", "unknown policy", "fial", "did you mean fail? The values are warn, fail, ignore.");
    }

    @Test
    void theCommandLineWinsForLists() {
        goal.onlyTargets = List.of("pom");
        goal.formats = List.of("pom");
        goal.features = List.of("pom");
        goal.packages = List.of("pom");
        goal.binaries = List.of("pom");
        goal.session = MavenExecutions.session(
                Map.of(
                        "rust-cross.onlyTargets", "host",
                        "rust-cross.formats", "tar.zst,zip",
                        "rust-cross.features", "tls,json",
                        "rust-cross.packages", "cli",
                        "rust-cross.binaries", "myapp"),
                false);

        PackageRequest request = read();

        assertThat(request.build().packages()).containsExactly("cli");
        assertThat(request.build().binaries()).containsExactly("myapp");
        assertThat(request.build().targets())
                .containsExactly(ATarget.of(MUSL)
                        .features("tls", "json")
                        .formats(ArchiveFormat.TAR_ZST, ArchiveFormat.ZIP)
                        .build());
    }

    private void oneTarget(String content) {
        goal.targets = new XmlPlexusConfiguration(MavenExecutions.dom("<target>" + content + "</target>"));
    }

    @Test
    void formatsOfTheCommandLineReplaceATargetsOwn() {
        oneTarget("<triple>" + MUSL + "</triple><formats>tar.xz</formats><features>own</features>");
        commandLine("formats", "zip");

        assertThat(read().build().targets())
                .containsExactly(ATarget.of(MUSL)
                        .formats(ArchiveFormat.ZIP)
                        .features("own")
                        .build());
    }

    @Test
    void featuresOfTheCommandLineReplaceATargetsOwn() {
        oneTarget("<triple>" + MUSL + "</triple><formats>tar.xz</formats><features>own</features>");
        commandLine("features", "tls");

        assertThat(read().build().targets())
                .containsExactly(ATarget.of(MUSL)
                        .formats(ArchiveFormat.TAR_XZ)
                        .features("tls")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({", , true", "host, , false", "host, true, true", ", false, false"})
    void aPartIsNotAttachedByAccident(@Nullable String only, @Nullable Boolean attach, boolean attached) {
        if (only != null) {
            commandLine("onlyTargets", only);
        }
        goal.attach = attach;

        assertThat(read().archives().attach()).isEqualTo(attached);
    }

    @Test
    void onlyTheSelectedTargetsAreBuilt() {
        targets(ARM_MAC, MUSL);
        commandLine("onlyTargets", "linux-amd64");

        assertThat(read().build().targets())
                .containsExactly(ATarget.of(MUSL).where("<targets><target>[2]").build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --target=wasm32-wasip1 | --target | declare the target in <targets>.
            --target-dir | --target-dir | write build.target-dir in .cargo/config.toml, or set CARGO_TARGET_DIR.
            --message-format=short | --message-format | remove it.
            --manifest-path=x | --manifest-path | write <manifestPath>.
            --profile | --profile | write <profile>.
            --release | --release | remove it; <profile> is release unless you set it.
            -r | -r | remove it; <profile> is release unless you set it.
            """)
    void anOptionThatThePluginSetsItself(String argument, String option, String fix) {
        goal.extraCargoArgs = List.of("--timings", argument);

        assertProblem("<extraCargoArgs>", "the plugin sets " + option + " itself", argument, fix);
    }

    @Test
    void theTimestampOfTheEnvironment() {
        variables = Map.of("SOURCE_DATE_EPOCH", "1700000000");

        assertThat(read().archives().timestamp()).isEqualTo(Instant.ofEpochSecond(1700000000));
    }

    @Test
    void problemsOfAllKindsAreReportedTogether() {
        goal.mojoExecution = MavenExecutions.execution("configure", "<tragets/>", "");
        goal.manifestPath = folder.resolve("native/Cargo.toml").toFile();
        goal.classifierStyle = "maven";
        goal.engine = "zig";
        goal.formats = List.of("rar");
        goal.lipo = "yes";
        goal.timeoutSeconds = -1;
        goal.outputTimestamp = "yesterday";
        goal.archiveName = "dist/myapp";
        goal.archiveRoot = "../myapp";
        targets("x86_64-linux-musl");

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, this::read))
                .hasMessage("""
                        11 problems in the rust-cross configuration:
                          1. <configuration><tragets>: unknown element
                             fix:   did you mean <targets>?
                          2. <manifestPath>: no Cargo.toml there
                             value: %s
                             fix:   run `cargo init` in that folder, or point <manifestPath> to the crate's Cargo.toml.
                          3. <classifierStyle>: unknown style
                             value: maven
                             fix:   did you mean os-maven? The values are go, os-maven, triple.
                          4. <formats>: unknown archive format
                             value: rar
                             fix:   The values are tar.gz, tar.xz, tar.zst, zip, binary.
                          5. <engine>: unknown engine
                             value: zig
                             fix:   The values are auto, cargo, zigbuild, cross, xwin.
                          6. <targets><target>[1]: unknown target triple
                             value: x86_64-linux-musl
                             fix:   did you mean x86_64-unknown-linux-musl? `rustc --print target-list` shows them all.
                          7. <lipo>: unknown value
                             value: yes
                             fix:   The values are auto, true, only, false.
                          8. <timeoutSeconds>: cannot be negative
                             value: -1
                             fix:   write the seconds a build may take, or 0 for no limit.
                          9. <archiveName>: not the start of a file name
                             value: dist/myapp
                             fix:   write a name without a folder.
                          10. <archiveRoot>: not a folder inside an archive
                             value: ../myapp
                             fix:   write a relative path with forward slashes and without .., or a single dot for none.
                          11. <properties><project.build.outputTimestamp>: neither an ISO-8601 time nor seconds since 1970
                             value: yesterday
                             fix:   write one, such as 2026-01-31T00:00:00Z.\
                        """.formatted(goal.manifestPath));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt", "a/", "a//b", "a/../b", "a\\b", "C:x"})
    void anArchiveRootOutsideTheArchive(String root) {
        goal.archiveRoot = root;

        assertThat(problems()).extracting(Problem::where).containsExactly("<archiveRoot>");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "tool", "opt/tool-1.0"})
    void anArchiveRootInsideTheArchive(String root) {
        goal.archiveRoot = root;

        assertThat(read().archives().root()).isEqualTo(root);
    }

    /** Its answers to {@code -vV} and {@code --print}, and a file that tells that it ran. */
    private Path compilerWith(String triple) throws Exception {
        Path started = folder.resolve("started");
        Path compiler = Files.writeString(folder.resolve("newer-rustc"), """
                #!/bin/sh
                touch '%s'
                case "$*" in
                  -vV) printf 'rustc 2.0.0 (0123456789 2027-01-01)\\ncommit-hash: 0123456789\\nhost: x86_64-unknown-linux-gnu\\nrelease: 2.0.0\\n' ;;
                  "--print sysroot") echo / ;;
                  "--print target-list") echo %s ;;
                esac
                """.formatted(started, triple));
        assertThat(compiler.toFile().setExecutable(true)).isTrue();
        goal.environment = Map.of("RUSTC", compiler.toString());
        return started;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aTripleThatOnlyTheCompilerKnows() throws Exception {
        compilerWith("riscv128-unknown-linux-musl");
        targets("riscv128-unknown-linux-musl");

        assertThat(read().build().targets())
                .extracting(target -> target.triple().name())
                .containsExactly("riscv128-unknown-linux-musl");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void noCompilerIsStartedForKnownTriples() throws Exception {
        Path started = compilerWith("riscv128-unknown-linux-musl");

        read();

        assertThat(started).doesNotExist();
    }

    @Test
    void withoutACompilerAnUnknownTripleIsUnknown() {
        goal.environment = Map.of("RUSTC", folder.resolve("none").toString());
        targets("riscv128-unknown-linux-musl");

        assertThat(problems()).extracting(Problem::what).containsExactly("unknown target triple");
    }

    @Test
    void anotherTomlIsNoManifest() throws Exception {
        File other = Files.createFile(folder.resolve("Other.toml")).toFile();
        goal.manifestPath = other;

        assertProblem(
                "<manifestPath>",
                "no Cargo.toml there",
                other.getPath(),
                "run `cargo init` in that folder, or point <manifestPath> to the crate's Cargo.toml.");
    }

    @ParameterizedTest
    @CsvSource({
        "true, " + MUSL + ", " + X86_MAC + " and no " + ARM_MAC,
        "only, " + X86_MAC + ", " + ARM_MAC,
        "true, " + ARM_MAC + ", " + X86_MAC,
    })
    void aUniversalBinaryNeedsBothHalves(String mode, String declared, String missing) {
        goal.lipo = mode;
        targets(declared);

        assertProblem(
                "<lipo>",
                "a universal binary needs both macOS targets, and there is no " + missing,
                mode,
                "declare it, or write <lipo>auto</lipo>.");
    }

    @ParameterizedTest
    @CsvSource({
        "true, linux-amd64, TRUE",
        "only, linux-amd64, ONLY",
        "only, darwin-universal, ONLY",
        "true, darwin-arm64, TRUE",
        "only, darwin-amd64, ONLY"
    })
    void aPartMayLeaveAHalfToAnother(String mode, String only, LipoMode expected) {
        goal.lipo = mode;
        targets(MUSL, ARM_MAC, X86_MAC);
        commandLine("onlyTargets", only);

        assertThat(read().build().lipo()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({MUSL + ", FALSE", ARM_MAC + ", AUTO"})
    void withoutAMacDeclaredNothingIsFused(String declared, LipoMode expected) {
        targets(declared);

        assertThat(read().build().lipo()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"})
    void flagsThatCargoWouldDrop(String variable) {
        goal.targets = new XmlPlexusConfiguration(MavenExecutions.dom("<target>" + ARM_MAC + "</target><target><triple>"
                + MUSL + "</triple><rustflags>-g</rustflags></target>"));
        variables = Map.of(variable, "");

        assertProblem(
                "<targets><target>[2]<rustflags>",
                "cargo ignores them while the variable " + variable + " is set in the environment",
                "-g",
                "unset " + variable + ", and put what it holds into <rustflags> or .cargo/config.toml.");
    }

    /** Cargo reads the flags of a target or those of the build, never both. */
    @Test
    void flagsThatWouldMakeCargoDropTheUsers() {
        goal.targets = new XmlPlexusConfiguration(
                MavenExecutions.dom("<target><triple>" + MUSL + "</triple><rustflags>-g</rustflags></target>"));
        variables = Map.of("CARGO_BUILD_RUSTFLAGS", "-O");

        assertProblem(
                "<targets><target>[1]<rustflags>",
                "while they are set, cargo ignores the variable CARGO_BUILD_RUSTFLAGS, set in the environment",
                "-g",
                "unset CARGO_BUILD_RUSTFLAGS, and put what it holds into <rustflags>.");
    }

    @Test
    void flagsThatThePomItselfDrops() {
        goal.targets = new XmlPlexusConfiguration(
                MavenExecutions.dom("<target><triple>" + MUSL + "</triple><rustflags>-g</rustflags></target>"));
        goal.environment = Map.of("RUSTFLAGS", "-O");

        assertProblem(
                "<targets><target>[1]<rustflags>",
                "cargo ignores them while the variable RUSTFLAGS is set in <environment>",
                "-g",
                "remove RUSTFLAGS, and put what it holds into <rustflags> or .cargo/config.toml.");
    }

    @Test
    void otherNamesForFoldersAreFlags() {
        goal.remapPaths = true;
        variables = Map.of("RUSTFLAGS", "-O");

        assertProblem(
                "<remapPaths>",
                "cargo ignores its flags while the variable RUSTFLAGS is set in the environment",
                "true",
                "unset RUSTFLAGS, and put what it holds into <rustflags> or .cargo/config.toml.");
    }

    @Test
    void otherNamesForFoldersTakeThePlaceOfTheBuildsFlags() {
        goal.remapPaths = true;
        goal.targets = new XmlPlexusConfiguration(MavenExecutions.dom("<target><triple>" + MUSL
                + "</triple><environment><CARGO_BUILD_RUSTFLAGS>-O</CARGO_BUILD_RUSTFLAGS></environment></target>"));

        assertProblem(
                "<remapPaths>",
                "while its flags are set, cargo ignores the variable CARGO_BUILD_RUSTFLAGS, set in <environment>",
                "true",
                "remove CARGO_BUILD_RUSTFLAGS, and put what it holds into <rustflags>.");
    }

    @Test
    void whatATargetsBinariesMayHave() {
        goal.targets = new XmlPlexusConfiguration(
                MavenExecutions.dom("<target><triple>" + MUSL + "</triple><maxSize>1.5MiB</maxSize>"
                        + "<allowedLibraries><allowedLibrary>liba.so</allowedLibrary></allowedLibraries></target>"));

        BinaryLimits limits = read().build().targets().get(0).limits();

        assertThat(limits).isEqualTo(new BinaryLimits(List.of("liba.so"), 1_572_864L));
        assertThat(limits.over(new BinaryLimits(List.of("libb.so"), 1L)))
                .isEqualTo(new BinaryLimits(List.of("libb.so", "liba.so"), 1_572_864L));
        assertThat(BinaryLimits.NONE.over(limits)).isEqualTo(limits);
    }

    @Test
    void aSizeHasAUnit() {
        goal.targets = new XmlPlexusConfiguration(
                MavenExecutions.dom("<target><triple>" + MUSL + "</triple><maxSize>5 megs</maxSize></target>"));

        assertProblem(
                "<targets><target>[1]<maxSize>",
                "not a size",
                "5 megs",
                "write a number and a unit, such as 5MB (5,000,000 bytes), 800KiB (819,200 bytes), or bytes without a unit.");
    }

    @Test
    void theUsersFlagsAloneAreTheirs() {
        variables = Map.of("RUSTFLAGS", "-g");

        assertThat(read().build().targets()).hasSize(1);
    }

    @Test
    void aCompilerCacheThatIsNotKnown() {
        goal.compilerCache = "ccache";

        assertProblem(
                "<compilerCache>", "unknown compiler cache", "ccache", "did you mean sccache? The values are sccache.");
    }

    @Test
    void anotherWrapperThanTheCompilerCache() {
        goal.compilerCache = "sccache";
        variables = Map.of("RUSTC_WRAPPER", "/opt/bin/cachepot");

        assertProblem(
                "<compilerCache>",
                "the variable RUSTC_WRAPPER names another compiler wrapper than sccache",
                null,
                "unset RUSTC_WRAPPER, or remove <compilerCache>.");
    }

    @Test
    void anotherWrapperOfATarget() {
        goal.compilerCache = "sccache";
        goal.targets = new XmlPlexusConfiguration(MavenExecutions.dom("<target><triple>" + MUSL
                + "</triple><environment><RUSTC_WRAPPER>cachepot</RUSTC_WRAPPER></environment></target>"));

        assertProblem(
                "<targets><target>[1]<environment>",
                "the variable RUSTC_WRAPPER names another compiler wrapper than sccache",
                null,
                "unset RUSTC_WRAPPER, or remove <compilerCache>.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sccache", "/opt/bin/sccache", "C:\\tools\\sccache.exe"})
    void sccacheAsTheUsersOwnWrapper(String wrapper) {
        goal.compilerCache = "sccache";
        variables = Map.of("RUSTC_WRAPPER", wrapper);

        assertThat(read().build().cargo().compilerCache()).isEqualTo(CompilerCache.SCCACHE);
    }

    @Test
    void anyWrapperWithoutACompilerCacheIsTheUsers() {
        variables = Map.of("RUSTC_WRAPPER", "cachepot");

        assertThat(read().build().cargo().compilerCache()).isNull();
    }

    @Test
    void aFolderOfShardsThatThereIsNot() {
        goal.shardsDirectory = folder.resolve("shards").toFile();

        assertProblem(
                "<shardsDirectory>",
                "no such folder",
                goal.shardsDirectory.getPath(),
                "name the folder that holds each shard's target/rust-cross/dist, or remove it to build all targets here.");
    }

    @Test
    void whatIsUnavailableIsAFailureUnlessItIsSkipped() {
        targets(MUSL);
        assertThat(read().build().targets().get(0).skippable()).isFalse();

        goal.ifUnavailable = "skip";
        assertThat(read().build().targets().get(0).skippable()).isTrue();

        goal.ifUnavailable = "ignore";
        assertProblem("<ifUnavailable>", "unknown value", "ignore", "The values are fail, skip.");
    }
}
