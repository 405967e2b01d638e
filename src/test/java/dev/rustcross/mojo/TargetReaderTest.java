package dev.rustcross.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.failure.Problem;
import dev.rustcross.mojo.config.TargetElement;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.target.ClassifierStyle;
import dev.rustcross.target.KnownTriples;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.MavenExecutions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetReaderTest {

    private static final String GNU = "x86_64-unknown-linux-gnu";
    private static final String MAC = "aarch64-apple-darwin";

    private static final Path BASEDIR = Path.of("a project").toAbsolutePath();

    private final List<Problem> problems = new ArrayList<>();
    private ClassifierStyle style = ClassifierStyle.GO;
    private Engine engine = Engine.AUTO;
    private FeatureSelection features = FeatureSelection.DEFAULT;
    private List<ArchiveFormat> formats = List.of();

    private List<TargetRequest> read(String targets) {
        var configuration = new XmlPlexusConfiguration(MavenExecutions.dom(targets));
        return new TargetReader(KnownTriples::contains, BASEDIR, style, engine, features, formats, false, problems)
                .read(TargetElement.read(configuration, problems));
    }

    private TargetRequest readOne(String content) {
        return read("<target>" + content + "</target>").get(0);
    }

    private List<String> classifiers(String targets) {
        return read(targets).stream().map(TargetRequest::classifier).toList();
    }

    private void assertProblem(String where, String what, @Nullable String value, String fix) {
        assertThat(problems).containsExactly(new Problem(where, what, value, fix));
    }

    @Test
    void theShortFormTakesDefaults() {
        assertThat(readOne(GNU)).isEqualTo(ATarget.of(GNU).build());
        assertThat(readOne("x86_64-pc-windows-gnu").formats()).containsExactly(ArchiveFormat.ZIP);
        assertThat(problems).isEmpty();
    }

    @Test
    void theCommonSettingsAreTheDefaults() {
        engine = Engine.ZIGBUILD;
        features = new FeatureSelection(List.of("tls"), true, false);
        formats = List.of(ArchiveFormat.TAR_ZST);

        TargetRequest request = readOne("x86_64-pc-windows-gnu");

        assertThat(request.engine()).isEqualTo(Engine.ZIGBUILD);
        assertThat(request.features()).isEqualTo(features);
        assertThat(request.formats()).containsExactly(ArchiveFormat.TAR_ZST);
    }

    @Test
    void everyElementOfTheFullForm() {
        List<TargetRequest> requests = read("""
                <target>
                  <triple>x86_64-unknown-linux-gnu</triple>
                  <classifier>linux-old</classifier>
                  <engine>zigbuild</engine>
                  <cc>my-cc</cc>
                  <cxx>my-c++</cxx>
                  <ar>my-ar</ar>
                  <runner>my-runner</runner>
                  <glibc>2.17</glibc>
                  <rustflags><rustflag>-g</rustflag></rustflags>
                  <environment><A>1</A></environment>
                  <features><feature>tls</feature></features>
                  <formats><format>tar.xz</format><format>zip</format><format>tar.xz</format></formats>
                  <ifUnavailable>fail</ifUnavailable>
                </target>
                <target>
                  <triple>aarch64-apple-darwin</triple>
                  <linker>my-ld</linker>
                  <macosMin>11.0</macosMin>
                  <sdkRoot>/sdk</sdkRoot>
                </target>
                """);

        assertThat(requests)
                .containsExactly(
                        ATarget.of(GNU)
                                .classifier("linux-old")
                                .engine(Engine.ZIGBUILD)
                                .cc("my-cc")
                                .cxx("my-c++")
                                .ar("my-ar")
                                .runner("my-runner")
                                .glibc("2.17")
                                .rustflags("-g")
                                .environment(Map.of("A", "1"))
                                .features("tls")
                                .formats(ArchiveFormat.TAR_XZ, ArchiveFormat.ZIP)
                                .build(),
                        ATarget.of(MAC)
                                .where("<targets><target>[2]")
                                .linker("my-ld")
                                .macosMin("11.0")
                                .sdkRoot("/sdk")
                                .build());
        assertThat(problems).isEmpty();
    }

    /** Programs run in other folders than the POM's. */
    @Test
    void anSdkIsAFolderAndNoNameOnPath() {
        assertThat(readOne("<triple>aarch64-apple-darwin</triple><sdkRoot>sdk</sdkRoot>")
                        .sdkRoot())
                .isEqualTo(BASEDIR.resolve("sdk").toString());
    }

    @Test
    void pathsAreRelativeToThePom() {
        TargetRequest relative = readOne("""
                <triple>aarch64-apple-darwin</triple>
                <linker>./my ld.sh</linker>
                <cc>bin/cc.sh -I./include</cc>
                <cxx>../c++.sh</cxx>
                <ar>bin/ar.sh</ar>
                <runner>./run.sh -L /lib</runner>
                <sdkRoot>sdk/MacOSX.sdk</sdkRoot>
                """);

        assertThat(relative)
                .isEqualTo(ATarget.of(MAC)
                        .linker(BASEDIR.resolve("my ld.sh").toString())
                        .cc(BASEDIR.resolve("bin/cc.sh") + " -I./include")
                        .cxx(BASEDIR.resolveSibling("c++.sh").toString())
                        .ar(BASEDIR.resolve("bin/ar.sh").toString())
                        .runner(BASEDIR.resolve("run.sh").toString(), "-L", "/lib")
                        .sdkRoot(BASEDIR.resolve("sdk/MacOSX.sdk").toString())
                        .build());
    }

    @Test
    void namesAndAbsolutePathsStayAsTheyAre() {
        TargetRequest request = readOne("""
                <triple>aarch64-apple-darwin</triple>
                <linker>/opt/ld</linker>
                <cc>ccache cc -I./include</cc>
                <cxx>/opt/../c++ -g</cxx>
                <ar>ar</ar>
                <runner>qemu-aarch64 -L /lib</runner>
                <sdkRoot>/sdk</sdkRoot>
                """);

        assertThat(request)
                .isEqualTo(ATarget.of(MAC)
                        .linker("/opt/ld")
                        .cc("ccache cc -I./include")
                        .cxx("/opt/../c++ -g")
                        .ar("ar")
                        .runner("qemu-aarch64", "-L", "/lib")
                        .sdkRoot("/sdk")
                        .build());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                                                                 common, false, true
            <features>tls</features>,                                           tls,    false, false
            <features/>,                                                        '',     false, false
            <noDefaultFeatures>true</noDefaultFeatures>,                        common, true,  true
            <features>tls</features><noDefaultFeatures>true</noDefaultFeatures>, tls,   true,  false
            """)
    void aTargetsFeaturesReplaceTheCommonOnes(String elements, String names, boolean noDefault, boolean all) {
        features = new FeatureSelection(List.of("common"), false, true);

        FeatureSelection read =
                readOne("<triple>" + GNU + "</triple>" + elements).features();

        assertThat(read).isEqualTo(new FeatureSelection(names.isEmpty() ? List.of() : List.of(names), noDefault, all));
    }

    @Test
    void neitherTrueNorFalse() {
        readOne("<triple>" + GNU + "</triple><noDefaultFeatures>yes</noDefaultFeatures>");

        assertProblem(
                "<targets><target>[1]<noDefaultFeatures>", "neither true nor false", "yes", "write true or false.");
    }

    @Test
    void noTargetAtAll() {
        assertThat(read("")).isEmpty();

        assertProblem(
                "<targets>",
                "no target is declared",
                null,
                "add at least one, such as <targets><target>x86_64-unknown-linux-musl</target></targets>.");
    }

    @Test
    void noTriple() {
        assertThat(read("<target><linker>ld</linker></target>")).isEmpty();

        assertProblem(
                "<targets><target>[1]<triple>",
                "a target needs a triple",
                null,
                "write one, such as <triple>x86_64-unknown-linux-musl</triple>.");
    }

    @Test
    void anUnknownTriple() {
        assertThat(read("<target>x86_64-linux-musl</target>")).isEmpty();

        assertProblem(
                "<targets><target>[1]",
                "unknown target triple",
                "x86_64-linux-musl",
                "did you mean x86_64-unknown-linux-musl? `rustc --print target-list` shows them all.");
    }

    @Test
    void anUnknownTripleLikeNoOther() {
        read("<target>?</target>");

        assertProblem(
                "<targets><target>[1]", "unknown target triple", "?", "`rustc --print target-list` shows them all.");
    }

    @Test
    void aTargetDeclaredTwice() {
        assertThat(read("<target>" + GNU + "</target><target>" + MAC + "</target><target>" + GNU + "</target>"))
                .hasSize(2);

        assertProblem(
                "<targets><target>[3]",
                "duplicate target, declared before at <targets><target>[1]",
                GNU,
                "remove one of the two.");
    }

    @Test
    void classifiersOfOnePlatformGetTheirAbi() {
        assertThat(classifiers("""
                <target>x86_64-unknown-linux-gnu</target>
                <target>x86_64-unknown-linux-musl</target>
                <target>aarch64-unknown-linux-musl</target>
                <target>x86_64-pc-windows-gnu</target>
                <target>x86_64-pc-windows-msvc</target>
                """))
                .containsExactly(
                        "linux-amd64-gnu",
                        "linux-amd64-musl",
                        "linux-arm64",
                        "windows-amd64-gnu",
                        "windows-amd64-msvc");
        assertThat(problems).isEmpty();
    }

    @Test
    void aClassifierOfItsOwnLeavesTheOtherPlain() {
        assertThat(classifiers("""
                <target>x86_64-unknown-linux-gnu</target>
                <target><triple>x86_64-unknown-linux-musl</triple><classifier>static</classifier></target>
                """)).containsExactly("linux-amd64", "static");
    }

    @Test
    void styles() {
        style = ClassifierStyle.OS_MAVEN;
        assertThat(classifiers("<target>aarch64-apple-darwin</target>")).containsExactly("osx-aarch_64");
        style = ClassifierStyle.TRIPLE;
        assertThat(classifiers("<target>x86_64-unknown-linux-gnu</target><target>x86_64-unknown-linux-musl</target>"))
                .containsExactly("x86_64-unknown-linux-gnu", "x86_64-unknown-linux-musl");
    }

    @Test
    void oneClassifierTwice() {
        read("""
                <target>x86_64-unknown-linux-gnu</target>
                <target><triple>aarch64-unknown-linux-gnu</triple><classifier>linux-amd64</classifier></target>
                """);

        assertProblem(
                "<targets><target>[2]<classifier>",
                "duplicate classifier, used by <targets><target>[1] too",
                "linux-amd64",
                "give this target a <classifier> of its own.");
    }

    @Test
    void theUniversalBinarysClassifierIsTaken() {
        readOne("<triple>aarch64-apple-darwin</triple><classifier>darwin-universal</classifier>");

        assertProblem(
                "<targets><target>[1]<classifier>",
                "duplicate classifier, used by the universal macOS binary too",
                "darwin-universal",
                "give this target a <classifier> of its own.");
    }

    @Test
    void twoThatEvenTheAbiDoesNotTellApart() {
        read("<target>i586-unknown-linux-gnu</target><target>i686-unknown-linux-gnu</target>");

        assertProblem(
                "<targets><target>[2]",
                "duplicate classifier, used by <targets><target>[1] too",
                "linux-386-gnu",
                "give this target a <classifier> of its own.");
    }

    @ParameterizedTest
    @CsvSource({"linux/amd64", "a b", "'a:b'", ".."})
    void aClassifierIsPartOfAFileName(String classifier) {
        readOne("<triple>" + GNU + "</triple><classifier>" + classifier + "</classifier>");

        assertProblem(
                "<targets><target>[1]<classifier>",
                "not a classifier",
                classifier,
                "write letters, digits, dots, dashes and underscores, such as linux-amd64.");
    }

    @Test
    void zigbuildAndALinker() {
        readOne("<triple>" + GNU + "</triple><engine>zigbuild</engine><linker>ld</linker>");

        assertProblem(
                "<targets><target>[1]<linker>",
                "a linker of its own contradicts <engine>zigbuild</engine>",
                "ld",
                "keep one of the two.");
    }

    @Test
    void aLinkerOfItsOwnGoesBeforeTheCommonEngine() {
        engine = Engine.ZIGBUILD;

        assertThat(readOne("<triple>" + GNU + "</triple><linker>ld</linker>").asksForZig())
                .isFalse();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x86_64-unknown-linux-musl", "aarch64-apple-darwin", "x86_64-pc-windows-gnu"})
    void aFloorOfAnotherCLibrary(String triple) {
        readOne("<triple>" + triple + "</triple><glibc>2.17</glibc>");

        assertProblem(
                "<targets><target>[1]<glibc>",
                "a glibc floor is for Linux triples with glibc, not for " + triple,
                "2.17",
                "remove it.");
    }

    @ParameterizedTest
    @CsvSource({"2", "2.17.1", "3.0", "latest"})
    void aFloorThatIsNoVersion(String glibc) {
        readOne("<triple>" + GNU + "</triple><glibc>" + glibc + "</glibc>");

        assertProblem(
                "<targets><target>[1]<glibc>", "not a version of glibc", glibc, "write major and minor, such as 2.17.");
    }

    @ParameterizedTest
    @CsvSource({"<linker>ld</linker>", "<engine>cargo</engine>"})
    void aFloorThatTheLinkerCannotHold(String other) {
        readOne("<triple>" + GNU + "</triple><glibc>2.17</glibc>" + other);

        assertProblem(
                "<targets><target>[1]<glibc>",
                "only zig can hold a glibc floor, but the target asks for another linker",
                "2.17",
                "remove <glibc>, or remove <linker> and <engine>.");
    }

    @ParameterizedTest
    @CsvSource({"macosMin, 11.0", "sdkRoot, /sdk"})
    void macOsSettingsElsewhere(String element, String value) {
        readOne("<triple>" + GNU + "</triple><" + element + ">" + value + "</" + element + ">");

        assertProblem(
                "<targets><target>[1]<" + element + ">",
                "<" + element + "> is for macOS triples, not for " + GNU,
                value,
                "remove it.");
    }

    @ParameterizedTest
    @CsvSource({"11", "Sonoma", "11.0.0.0"})
    void macosMinThatIsNoVersion(String version) {
        readOne("<triple>" + MAC + "</triple><macosMin>" + version + "</macosMin>");

        assertProblem("<targets><target>[1]<macosMin>", "not a macOS version", version, "write one, such as 11.0.");
    }

    @Test
    void xwinForATripleWithoutMsvc() {
        readOne("<triple>" + GNU + "</triple><engine>xwin</engine>");

        assertProblem(
                "<targets><target>[1]<engine>",
                "cargo-xwin is for Windows triples with MSVC, not for " + GNU,
                "xwin",
                "write auto, cargo, zigbuild or cross, or leave the element out.");
    }

    @Test
    void twoFloorsOfOneTriple() {
        assertThat(classifiers("""
                <target><triple>x86_64-unknown-linux-gnu</triple><glibc>2.17</glibc></target>
                <target><triple>x86_64-unknown-linux-gnu</triple><glibc>2.31</glibc></target>
                <target>x86_64-unknown-linux-gnu</target>
                <target>x86_64-unknown-linux-musl</target>
                """))
                .containsExactly("linux-amd64-gnu-2.17", "linux-amd64-gnu-2.31", "linux-amd64-gnu", "linux-amd64-musl");
    }

    @Test
    void anUnknownEngine() {
        readOne("<triple>" + GNU + "</triple><engine>zigbuid</engine>");

        assertProblem(
                "<targets><target>[1]<engine>",
                "unknown engine",
                "zigbuid",
                "did you mean zigbuild? The values are auto, cargo, zigbuild, cross, xwin.");
    }

    @Test
    void anUnknownFormat() {
        readOne("<triple>" + GNU + "</triple><formats>tar.bz</formats>");

        assertProblem(
                "<targets><target>[1]<formats>",
                "unknown archive format",
                "tar.bz",
                "did you mean tar.gz? The values are tar.gz, tar.xz, tar.zst, zip, binary.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"})
    void aBuildDirectoryOfOneTarget(String variable) {
        readOne("<triple>%s</triple><environment><%s>/secret</%s></environment>".formatted(GNU, variable, variable));

        assertProblem(
                "<targets><target>[1]<environment>",
                "a target cannot have a build directory of its own",
                variable,
                "remove it; for all targets together, set target-dir in the table [build] of .cargo/config.toml, or the"
                        + " variable outside of <targets>.");
    }

    @Test
    void whatIsBuiltElsewhere() {
        TargetRequest target = readOne("<triple>x86_64-unknown-linux-gnu</triple><prebuilt>dir</prebuilt>");

        assertThat(target.prebuilt()).isEqualTo(BASEDIR.resolve("dir"));
        assertThat(target.skippable()).isFalse();
    }

    @Test
    void whatIsUnavailable() {
        assertThat(readOne("<triple>aarch64-apple-darwin</triple><ifUnavailable>skip</ifUnavailable>")
                        .skippable())
                .isTrue();
        readOne("<triple>aarch64-apple-darwin</triple><ifUnavailable>skp</ifUnavailable>");

        assertProblem(
                "<targets><target>[1]<ifUnavailable>",
                "unknown value",
                "skp",
                "did you mean skip? The values are fail, skip.");
    }
}
