package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuildRequestTest {

    private static final Path FOLDER = Path.of("/crate");

    private static ATarget target() {
        return ATarget.of("x86_64-unknown-linux-gnu");
    }

    private static ABuild build() {
        return ABuild.in(FOLDER, target());
    }

    private static String digestWith(UnaryOperator<ATarget> change) {
        return ABuild.in(FOLDER, change.apply(target())).build().digest();
    }

    static Stream<Named<UnaryOperator<ABuild>>> whatDecidesTheBuild() {
        return Stream.of(
                Named.of("manifest", build -> build.manifest(Path.of("/crate/cli/Cargo.toml"))),
                Named.of("targets", build -> build.targets(target(), ATarget.of("x86_64-pc-windows-gnu"))),
                Named.of("packages", build -> build.packages("cli")),
                Named.of("binaries", build -> build.binaries("cli")),
                Named.of("profile", build -> build.profile("dev")),
                Named.of("sizeProfile", ABuild::sizeProfile),
                Named.of("environment", build -> build.environment(Map.of("A", "1"))),
                Named.of("cargoExecutable", build -> build.executable("/opt/cargo")),
                Named.of("toolchain", build -> build.toolchain("nightly")),
                Named.of("extraCargoArgs", build -> build.extraArguments("--timings")),
                Named.of("locked", build -> build.locked(true)),
                Named.of("compilerCache", build -> build.compilerCache(CompilerCache.SCCACHE)),
                Named.of("lipo", build -> build.lipo(LipoMode.ONLY)),
                Named.of("buildStd", ABuild::buildStd),
                Named.of("remapPaths", ABuild::remapPaths),
                Named.of("outputDirectory", build -> build.outputDirectory(Path.of("/out"))));
    }

    @ParameterizedTest
    @MethodSource("whatDecidesTheBuild")
    void theDigestChangesWithWhatDecidesTheBuild(UnaryOperator<ABuild> change) {
        assertThat(change.apply(build()).build().digest())
                .isNotEqualTo(build().build().digest());
    }

    static Stream<Named<UnaryOperator<ATarget>>> whatDecidesATarget() {
        return Stream.of(
                Named.of("triple", target -> ATarget.of("x86_64-unknown-linux-musl")),
                Named.of("engine", target -> target.engine(Engine.CARGO)),
                Named.of("linker", target -> target.linker("ld")),
                Named.of("cc", target -> target.cc("cc")),
                Named.of("cxx", target -> target.cxx("cc")),
                Named.of("ar", target -> target.ar("cc")),
                Named.of("runner", target -> target.runner("cc")),
                Named.of("glibc", target -> target.glibc("2.17")),
                Named.of("macosMin", target -> target.macosMin("2.17")),
                Named.of("sdkRoot", target -> target.sdkRoot("2.17")),
                Named.of("rustflags", target -> target.rustflags("-g")),
                Named.of("environment", target -> target.environment(Map.of("A", "1"))),
                Named.of("features", target -> target.features("tls")));
    }

    @ParameterizedTest
    @MethodSource("whatDecidesATarget")
    void theDigestChangesWithWhatDecidesATarget(UnaryOperator<ATarget> change) {
        assertThat(digestWith(change)).isNotEqualTo(digestWith(target -> target));
    }

    static Stream<Named<UnaryOperator<ABuild>>> whatDoesNot() {
        return Stream.of(
                Named.of("offline", ABuild::offline),
                Named.of("timeoutSeconds", build -> build.timeout(Duration.ofMinutes(1))),
                Named.of("autoInstall", ABuild::noAutoInstall),
                Named.of("classifier", build -> build.targets(target().classifier("linux"))),
                Named.of("formats", build -> build.targets(target().formats(ArchiveFormat.ZIP))));
    }

    @ParameterizedTest
    @MethodSource("whatDoesNot")
    void whatIsBuiltAlreadyCanBePackedOtherwise(UnaryOperator<ABuild> change) {
        assertThat(change.apply(build()).build().digest())
                .isEqualTo(build().build().digest());
    }

    /** The order of {@link Map#of} differs from one virtual machine to the next, and goals may run in several. */
    @Test
    void variablesAreKeptInOrderForTheSakeOfTheDigest() {
        List<String> names = IntStream.range(10, 30).mapToObj(i -> "V" + i).toList();
        Map<String, String> variables = names.stream().collect(Collectors.toUnmodifiableMap(name -> name, name -> ""));

        assertThat(target().environment(variables).build().environment().keySet())
                .containsExactlyElementsOf(names);
        assertThat(build().environment(variables).build().environment().keySet())
                .containsExactlyElementsOf(names);
    }

    @Test
    void theDigestTellsNoSecret() {
        assertThat(digestWith(target -> target.environment(Map.of("TOKEN", "hunter2"))))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void mayInstallUnlessOfflineOrToldNotTo() {
        assertThat(build().build().installationForbidden()).isEmpty();
        assertThat(build().offline().noAutoInstall().build().installationForbidden())
                .contains("Maven is offline (-o)");
        assertThat(build().noAutoInstall().build().installationForbidden()).contains("<autoInstall> is false");
    }

    @Test
    void findsATarget() {
        assertThat(build().build().target(target().build().name())).isEqualTo(target().build());
    }
}
