package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.testing.RequiresTool;

/** Mistakes in the POM: one message that says what, where, which value and what to write; and nothing is built. */
@RequiresTool({"cargo", "rustup"})
class BadConfigurationIT {

    @MavenTest
    void unknownTripleSuggestsTheNearest(Maven maven) {
        assertThat(error(maven, "unknown-triple"))
                .contains("<targets><target>[1]")
                .contains("unknown target triple")
                .contains("value: x86_64-unknown-linux-musk")
                .contains("did you mean x86_64-unknown-linux-musl?");
    }

    @MavenTest
    void duplicateTarget(Maven maven) {
        assertThat(error(maven, "duplicate-target"))
                .contains("<targets><target>[2]: duplicate target, declared before at <targets><target>[1]")
                .contains("value: x86_64-unknown-linux-musl")
                .contains("fix:   remove one of the two.");
    }

    @MavenTest
    void duplicateClassifier(Maven maven) {
        assertThat(error(maven, "duplicate-classifier"))
                .contains("<targets><target>[2]<classifier>: duplicate classifier")
                .contains("<targets><target>[1]")
                .contains("value: linux-amd64")
                .contains("give this target a <classifier> of its own.");
    }

    @MavenTest
    void unknownFormatSuggestsTheNearest(Maven maven) {
        assertThat(error(maven, "unknown-format"))
                .contains("<formats>: unknown archive format")
                .contains("value: tar.gzip")
                .contains("did you mean tar.gz?")
                .contains("tar.gz, tar.xz, tar.zst, zip, binary");
    }

    @MavenTest
    void noTargets(Maven maven) {
        for (String variant : new String[] {"no-targets", "empty-targets"}) {
            assertThat(error(maven, variant))
                    .contains("<targets>: no target is declared")
                    .contains("<targets><target>x86_64-unknown-linux-musl</target></targets>");
        }
    }

    @MavenTest
    void unknownElementSuggestsTheNearest(Maven maven) {
        assertThat(error(maven, "unknown-element"))
                .contains("<configuration><profil>: unknown element")
                .contains("did you mean <profile>?");
        assertThat(error(maven, "unknown-target-element"))
                .contains("<targets><target>[1]<linkr>: unknown element")
                .contains("did you mean <linker>?");
    }

    @MavenTest
    void universalBinaryWithoutOneHalf(Maven maven) {
        assertThat(error(maven, "lipo-without-half"))
                .contains("<lipo>")
                .contains("value: true")
                .contains("aarch64-apple-darwin");
        assertThat(error(maven, "lipo-only-without-half"))
                .contains("<lipo>")
                .contains("value: only")
                .contains("x86_64-apple-darwin");
        assertThat(error(maven, "unknown-lipo"))
                .contains("<lipo>: unknown value")
                .contains("value: maybe")
                .contains("auto, true, only, false");
    }

    @MavenTest
    void billsOfPrebuiltBinaries(Maven maven) {
        CaseProject project = maven.project("prebuilt");
        assertThat(project.mvn("rust-cross:configure", "-Drust-cross.sbom=true")
                        .fails()
                        .error())
                .contains("2 problems in the rust-cross configuration")
                .contains(
                        "<targets><target>[1]<prebuilt>: nobody tells what prebuilt binaries are made of, and <sbom> asks"
                                + " for it")
                .contains("fix:   write <sbom>false</sbom>, or remove <prebuilt> to compile them.");
    }

    @MavenTest
    void prebuiltBinariesThatAreNotThere(Maven maven) {
        assertThat(error(maven, "prebuilt"))
                .contains("<targets><target>[1]<prebuilt>: no such folder")
                .contains(
                        "fix:   put the binaries of x86_64-unknown-linux-musl there before the goal build runs, or remove"
                                + " <prebuilt> to compile them.");
    }

    @MavenTest
    void flagsOfATargetWhileAVariableWouldDropThem(Maven maven) {
        CaseProject project = maven.project("bad-configuration");

        MavenRun run = project.mvn("-f", "pom-rustflags.xml", "package")
                .env("RUSTFLAGS", "-Cdebug-assertions")
                .fails();

        assertThat(run.error())
                .contains("<targets><target>[1]<rustflags>: cargo ignores them while the variable RUSTFLAGS is set")
                .contains("value: -Cdebuginfo=0")
                .contains("unset RUSTFLAGS")
                .doesNotContain("-Cdebug-assertions");
        assertNothingWritten(project);
    }

    @MavenTest
    void onlyTargetsThatMatchNothing(Maven maven) {
        CaseProject project = maven.project("one-target");

        MavenRun run =
                project.mvn("package", "-Drust-cross.onlyTargets=linux-amd46").fails();

        assertThat(run.error())
                .contains("<onlyTargets>: matches no declared target")
                .contains("value: linux-amd46")
                .contains("did you mean linux-amd64?")
                .contains("x86_64-unknown-linux-musl (linux-amd64)");
        assertNothingWritten(project);
    }

    @MavenTest
    void severalProblemsAreReportedTogether(Maven maven) {
        assertThat(error(maven, "many-problems"))
                .contains("6 problems in the rust-cross configuration:")
                .contains("value: rar")
                .contains("value: x86_64-unknown-linux-musk")
                .contains("duplicate target")
                .contains("value: no-such-linker")
                .contains("value: no-such-program")
                .contains("NO-SUCH-FILE.md");
    }

    @MavenTest
    void noCargoToml(Maven maven) {
        CaseProject project = maven.project("no-cargo-toml");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error())
                .contains("<manifestPath>: no Cargo.toml there")
                .contains("value: " + project.file("Cargo.toml"))
                .contains("cargo init");
        assertNothingWritten(project);
    }

    @MavenTest
    void malformedCargoToml(Maven maven) {
        CaseProject project = maven.project("malformed-cargo-toml");

        MavenRun run = project.mvn("package").fails();

        assertThat(run.error()).contains("Cargo.toml").contains("name = \"hello");
        assertNothingBuilt(project);
    }

    private static String error(Maven maven, String variant) {
        CaseProject project = maven.project("bad-configuration", variant);
        MavenRun run = project.mvn("-f", "pom-" + variant + ".xml", "package").fails();
        assertNothingWritten(project);
        assertThat(run.count("in the rust-cross configuration:"))
                .as("the message is there once")
                .isEqualTo(1);
        return run.error();
    }

    private static void assertNothingWritten(CaseProject project) {
        assertThat(project.file("target/rust-cross")).doesNotExist();
        assertNothingBuilt(project);
    }

    private static void assertNothingBuilt(CaseProject project) {
        assertThat(project.distNames()).isEmpty();
        assertThat(project.file("target/x86_64-unknown-linux-musl")).doesNotExist();
    }
}
