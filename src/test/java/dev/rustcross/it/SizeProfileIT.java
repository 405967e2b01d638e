package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.check.ByteSize;
import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs made small without an edit of Cargo.toml, and what the summary tells of their sizes. */
@RequiresTool({"cargo", "rustup", "tar"})
class SizeProfileIT {

    private static final String SIZE_PROFILE = "-Drust-cross.sizeProfile=true";

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void theProgramShrinksAndTheTableTellsByHowMuch(Maven maven) throws Exception {
        CaseProject project = maven.project("size-profile");
        Path program = project.file("target/rust-cross/bin/x86_64-unknown-linux-musl/hello");
        String manifest = Files.readString(project.file("Cargo.toml"));

        MavenRun first = project.mvn("package").succeeds();
        long before = Files.size(program);
        assertThat(first.log())
                .containsPattern("size-profile-1.4.2-linux-amd64.tar.gz +[\\d.]+ [kM]B +[\\d.]+ [kM]B +[0-9a-f]{64}");

        MavenRun small = project.mvn("package", SIZE_PROFILE).succeeds();
        long after = Files.size(program);
        assertThat(after).isLessThan(before * 3 / 4);
        assertThat(small.log())
                .containsPattern("size-profile-1.4.2-linux-amd64.tar.gz +" + ByteSize.format(after) + " \\(-"
                        + ByteSize.format(before - after)
                        + "\\) +[\\d.]+ [kM]B \\(-[\\d.]+ [kM]B\\) +[0-9a-f]{64}");
        assertThat(project.file("target/rust-cross/cargo-config.toml"))
                .content()
                .contains("""
                [profile."release"]
                opt-level = "z"
                lto = true
                codegen-units = 1
                panic = "abort"
                strip = true
                """);
        assertThat(project.file("Cargo.toml")).hasContent(manifest);
        Path archive = project.dist().resolve("size-profile-1.4.2-linux-amd64.tar.gz");
        assertThat(Tool.run(
                        project.directory(),
                        Archive.unpack(archive).resolve("hello").toString()))
                .isEqualTo("hello from 1\n");

        MavenRun unchanged = project.mvn("package", SIZE_PROFILE).succeeds();
        assertThat(unchanged.log())
                .contains("Nothing to pack: 1 archives are up to date.")
                .containsPattern("size-profile-1.4.2-linux-amd64.tar.gz +" + ByteSize.format(after)
                        + " +[\\d.]+ [kM]B +[0-9a-f]{64}");
    }

    @MavenTest
    void theUsersOwnConfigurationIsLeftAndNamed(Maven maven) {
        CaseProject project = maven.project("size-profile");

        MavenRun run = project.mvn("generate-resources", SIZE_PROFILE)
                .env("CARGO_PROFILE_RELEASE_PANIC", "unwind")
                .succeeds();

        assertThat(run.log())
                .contains("sizeProfile leaves panic = unwind, set by environment variable CARGO_PROFILE_RELEASE_PANIC");
        assertThat(project.file("target/rust-cross/cargo-config.toml"))
                .content()
                .contains("opt-level = \"z\"")
                .doesNotContain("panic");
    }
}
