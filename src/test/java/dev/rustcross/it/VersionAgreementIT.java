package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.testing.RequiresTool;

/** The versions of POM and crate, compared and named. */
@RequiresTool({"cargo", "rustup"})
class VersionAgreementIT {

    private static final String ARCHIVE = "hello-1.4.2-in-version-agreement-1.5.0-SNAPSHOT_linux-amd64.tar.gz";

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void aDifferenceIsToldAndBothVersionsNameTheArchives(Maven maven) {
        CaseProject project = maven.project("version-agreement");

        assertThat(project.mvn("package").succeeds().log())
                .contains(
                        "[WARNING] The POM has version 1.5.0-SNAPSHOT, but the crate hello has 1.4.2: write version = \"1.5.0\""
                                + " into the Cargo.toml of hello, or <versionPolicy>ignore</versionPolicy>.");
        assertThat(project.distNames()).containsExactly("SHA256SUMS", ARCHIVE, ARCHIVE + ".sha256");
        assertThat(project.mvn("rust-cross:package", "-Drust-cross.dryRun=true")
                        .succeeds()
                        .log())
                .contains("Would write: " + ARCHIVE);

        project.edit("Cargo.toml", "1.4.2", "1.5.0").edit("Cargo.lock", "1.4.2", "1.5.0");
        project.edit("src/main.rs", "println", "broken");
        assertThat(project.mvn("package", "-Drust-cross.versionPolicy=fail")
                        .fails()
                        .log())
                .doesNotContain("The POM has version");
        assertThat(project.distNames())
                .as("of the earlier version of the crate")
                .isEmpty();
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void aDifferenceFailsBeforeAnythingIsBuilt(Maven maven) {
        CaseProject project = maven.project("version-agreement");

        assertThat(project.mvn("package", "-Drust-cross.versionPolicy=fail")
                        .fails()
                        .log())
                .contains("""
                        1 problem in the rust-cross configuration:
                        [ERROR]   1. <version>: the crate hello has version 1.4.2
                        [ERROR]      value: 1.5.0-SNAPSHOT
                        [ERROR]      fix:   write version = "1.5.0" into the Cargo.toml of hello, or <versionPolicy>warn</versionPolicy> to be told only.""");
        assertThat(project.file("target/rust-cross/plan.json")).doesNotExist();
        assertThat(project.mvn("generate-resources", "-Drust-cross.versionPolicy=ignore")
                        .succeeds()
                        .log())
                .doesNotContain("1.4.2");
    }
}
