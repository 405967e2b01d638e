package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;

/** Machines without Rust: what cannot be built is skipped where the POM allows it, or was built before. */
@RequiresTool({"cargo", "rustup"})
class WithoutRustIT {

    private static final ToolPath NO_RUST = ToolPath.bare().without("cargo", "rustc", "rustup");

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void javaDeveloperBuildsThePolyglotRepository(Maven maven) {
        CaseProject project = maven.project("without-rust");

        String log = project.mvn("install").path(NO_RUST).succeeds().log();

        assertThat(log)
                .contains("Skipped, as <ifUnavailable> says: x86_64-unknown-linux-musl, x86_64-apple-darwin,"
                        + " aarch64-apple-darwin: cannot start cargo: it is not there, or not on PATH.")
                .contains("Nothing to pack: nothing was built.")
                .contains("Nothing to test: nothing is compiled here.");
        assertThat(project.file("java/target/java-1.4.2.jar")).exists();
        Path manifest = project.file("native/target/rust-cross/dist/dist-manifest.json");
        assertThat(manifest).content().contains("\"complete\": false").contains("\"archives\": []");

        // A compiler alone does not help.
        assertThat(project.mvn("package")
                        .path(ToolPath.bare().without("cargo"))
                        .succeeds()
                        .log())
                .contains("aarch64-apple-darwin: cannot start cargo: it is not there, or not on PATH.");

        // Once Rust is there, all of it is built.
        project.mvn("install").succeeds();
        assertThat(manifest).content().contains("\"complete\": true");
        assertThat(project.file("native/target/rust-cross/dist/native-1.4.2-darwin-universal.tar.gz"))
                .exists();
    }

    /** As a distribution's package of rustup is, before anybody chose a toolchain. */
    @MavenTest
    @RequiresTool("rustup")
    void rustupWithoutAToolchain(Maven maven) {
        CaseProject project = maven.project("without-rust");
        String empty = project.file("rustup").toString();

        assertThat(project.mvn("package").env("RUSTUP_HOME", empty).succeeds().log())
                .contains("aarch64-apple-darwin: rustup is there, but no Rust toolchain for " + project.file("native")
                        + ".");

        project.edit("native/pom.xml", "<ifUnavailable>skip</ifUnavailable>", "");
        assertThat(project.mvn("package").env("RUSTUP_HOME", empty).fails().error())
                .contains("rustup is there, but no Rust toolchain for " + project.file("native") + ".")
                .contains("Type: rustup default stable, or name one by <toolchain>.");
    }

    /** The first of what has to be installed fails. */
    @MavenTest
    void whatCannotBeInstalled(Maven maven) {
        CaseProject project = maven.project("without-rust");
        project.edit(
                "native/pom.xml",
                "<target>x86_64-apple-darwin</target>",
                "<target>riscv64gc-unknown-linux-musl</target>");

        assertThat(project.mvn("package")
                        .env("RUSTUP_DIST_SERVER", "http://localhost:9")
                        .succeeds()
                        .log())
                .contains("Skipped, as <ifUnavailable> says: ")
                .contains("the standard library of riscv64gc-unknown-linux-musl is missing");
    }

    @MavenTest
    void withoutThatItFails(Maven maven) {
        CaseProject project = maven.project("without-rust");
        project.edit("native/pom.xml", "<ifUnavailable>skip</ifUnavailable>", "");

        assertThat(project.mvn("package").path(NO_RUST).fails().error())
                .contains("it is not there, or not on PATH.")
                .contains("Install Rust with rustup (rustup.rs)");
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void lastArchiveStandsInForACompiler(Maven maven) {
        CaseProject producer = maven.project("publish");
        producer.mvn("deploy", "-Dmaven.install.skip").succeeds();
        CaseProject project = maven.project("prebuilt");

        String log = project.mvn("package").path(NO_RUST).succeeds().log();

        assertThat(log)
                .contains("prebuilt: x86_64-unknown-linux-musl, 1 file of ")
                .contains("Skipped, as <ifUnavailable> says: aarch64-unknown-linux-musl: no such folder: ");
        assertThat(project.distNames())
                .containsExactly(
                        "SHA256SUMS",
                        "prebuilt-1.5.0-SNAPSHOT-linux-amd64.tar.gz",
                        "prebuilt-1.5.0-SNAPSHOT-linux-amd64.tar.gz.sha256");
        assertThat(project.mvn("rust-cross:targets").path(NO_RUST).succeeds().log())
                .contains("prebuilt: " + project.file("target/prebuilt/1.4.2"));
        assertThat(project.mvn("package", "-Drust-cross.archiveName={crate}")
                        .path(NO_RUST)
                        .fails()
                        .error())
                .contains(
                        "<archiveName>: {crate} and {crateVersion} stand for what is compiled, but all targets are <prebuilt>")
                .contains("value: {crate}")
                .contains("fix:   write a text instead, or {artifactId} and {version}.");
        assertThat(project.file("target/rust-cross/bin/x86_64-unknown-linux-musl/hello"))
                .hasSameBinaryContentAs(producer.file("target/rust-cross/bin/x86_64-unknown-linux-musl/hello"));
    }
}
