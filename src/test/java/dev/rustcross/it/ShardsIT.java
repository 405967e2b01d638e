package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Fan-out and fan-in: machines, played by copies of a project, build parts of its targets, and one run ships them all. */
@RequiresTool({"cargo", "rustup"})
class ShardsIT {

    private static final List<String> PARTS = List.of("linux-amd64,windows-amd64", "darwin-amd64", "darwin-arm64");
    private static final String REMOTE = "dev/rustcross/it/shards/1.4.2/";

    /** Builds a part on a machine of its own, with a local repository of its own. */
    private static CaseProject shard(Maven maven, String part) {
        CaseProject machine = maven.project("shards", part.replace(',', '-'));
        machine.mvn("verify", "-Drust-cross.onlyTargets=" + part).succeeds();
        return machine;
    }

    /** What a workflow does that downloads a machine's output. */
    private static void fetch(CaseProject machine, Path shards) {
        copy(machine.dist(), shards.resolve(machine.directory().getFileName()));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    @RequiresTool({"cargo", "rustup", "llvm-lipo-19"})
    void whatMachinesBuiltIsShippedOnce(Maven maven) throws IOException {
        CaseProject alone = maven.project("shards", "alone");
        alone.mvn("verify").succeeds();
        CaseProject release = maven.project("shards", "release");
        Path shards = release.file("shards");
        PARTS.forEach(part -> fetch(shard(maven, part), shards));

        // No cargo, no rustc: nothing is left to compile.
        String log = release.mvn("deploy", "-Drust-cross.shardsDirectory=" + shards)
                .path(ToolPath.bare().without("cargo", "rustc", "rustup"))
                .succeeds()
                .log();

        assertThat(log)
                .contains("Nothing to configure: nothing is compiled here.")
                .contains("Shards: 4 files of");
        assertThat(release.distNames()).isEqualTo(alone.distNames());
        for (String name : release.distNames()) {
            assertThat(release.dist().resolve(name))
                    .hasSameBinaryContentAs(alone.dist().resolve(name));
        }
        assertThat(release.dist().resolve("dist-manifest.json"))
                .hasSameTextualContentAs(alone.dist().resolve("dist-manifest.json"));
        Path deployed = Repositories.remote().resolve(REMOTE);
        assertThat(deployed.resolve("shards-1.4.2-darwin-universal.tar.gz")).exists();
        assertThat(deployed.resolve("shards-1.4.2-dist-manifest.json"))
                .content()
                .contains("\"complete\": true");
        Tool.run(deployed, "tar", "-xzf", "shards-1.4.2-darwin-universal.tar.gz");
        assertThat(Tool.run(deployed, "llvm-lipo-19", "-archs", "shards-1.4.2-darwin-universal/hello")
                        .strip())
                .isEqualTo("x86_64 arm64");
    }

    /** Cargo is asked for a bill of materials alone that is written here: that of a binary fused here. */
    @MavenTest
    void broughtBillsNeedNoCargo(Maven maven) {
        CaseProject machine = maven.project("shards", "machine");
        machine.mvn("verify", "-Drust-cross.sbom=true", "-Drust-cross.lipo=false")
                .succeeds();
        CaseProject release = maven.project("shards", "release");
        fetch(machine, release.file("shards"));

        release.mvn(
                        "verify",
                        "-Drust-cross.sbom=true",
                        "-Drust-cross.lipo=false",
                        "-Drust-cross.shardsDirectory=" + release.file("shards"))
                .path(ToolPath.bare().without("cargo", "rustc", "rustup"))
                .succeeds();

        assertThat(release.distNames())
                .contains("shards-1.4.2-linux-amd64-cyclonedx.json")
                .isEqualTo(machine.distNames());
    }

    /** Without a lifecycle, and so without the goals that a POM binds. */
    @MavenTest
    void collectedByTheGoalForIt(Maven maven) {
        CaseProject release = maven.project("shards", "release");
        Path shards = release.file("shards");
        assertThat(release.mvn("rust-cross:collect").fails().error())
                .contains("<shardsDirectory>: the goal collect needs it")
                .contains("-Drust-cross.shardsDirectory=/path/to/shards");
        PARTS.forEach(part -> fetch(shard(maven, part), shards));

        release.mvn("rust-cross:collect", "install:install", "-Drust-cross.shardsDirectory=" + shards)
                .succeeds();

        Path installed = Repositories.local().resolve(REMOTE);
        assertThat(installed.resolve("shards-1.4.2-darwin-universal.tar.gz")).exists();
        assertThat(installed.resolve("shards-1.4.2-windows-amd64.zip.sha256")).exists();
        assertThat(installed.resolve("shards-1.4.2-dist-manifest.json")).exists();
    }

    @MavenTest
    void whatIsMissingLateOrDamaged(Maven maven) throws IOException {
        CaseProject release = maven.project("shards", "release");
        Path shards = Files.createDirectories(release.file("shards"));
        String option = "-Drust-cross.shardsDirectory=" + shards;
        CaseProject linux = shard(maven, PARTS.get(0));
        CaseProject intel = shard(maven, PARTS.get(1));
        CaseProject arm = maven.project("shards", "broken");
        arm.edit("src/main.rs", "fn main() {", "fn main() { compile_error!(\"broken\");");
        arm.mvn("verify", "-Drust-cross.onlyTargets=" + PARTS.get(2)).fails();
        fetch(linux, shards);
        fetch(intel, shards);

        assertThat(release.mvn("deploy", option).fails().error())
                .contains("1 problem in the rust-cross configuration")
                .contains("<targets><target>[3]: no shard brought darwin-arm64 tar.gz")
                .contains(
                        "fix:   build it with -Drust-cross.onlyTargets=darwin-arm64 and put its target/rust-cross/dist"
                                + " below " + shards);
        assertThat(release.distNames()).isEmpty();
        assertThat(Repositories.remote().resolve(REMOTE)).doesNotExist();

        fetch(shard(maven, PARTS.get(2)), shards);
        Path archive = shards.resolve("darwin-amd64/shards-1.4.2-darwin-amd64.tar.gz");
        byte[] whole = Files.readAllBytes(archive);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(archive, damaged);
        assertThat(release.mvn("deploy", option).fails().error())
                .contains("<shardsDirectory>: damaged: its SHA-256 is ")
                .contains("value: " + archive);
        assertThat(Repositories.remote().resolve(REMOTE)).doesNotExist();

        Files.write(archive, whole);
        release.mvn("deploy", option).succeeds();
        assertThat(Repositories.remote().resolve(REMOTE + "shards-1.4.2-darwin-universal.tar.gz"))
                .exists();
    }

    @MavenTest
    void repositoriesOfTheShards(Maven maven) {
        Path shards = maven.project("shards", "release").file("shards");
        for (String part : PARTS) {
            CaseProject machine = maven.project("shards", part.replace(',', '-'));
            machine.edit("pom.xml", "<version>1.4.2<", "<version>1.4.3-SNAPSHOT<");
            machine.mvn(
                            "deploy",
                            "-Drust-cross.onlyTargets=" + part,
                            "-Drust-cross.attach=true",
                            "-DaltDeploymentRepository=shard::default::"
                                    + shards.resolve(part).toUri())
                    .succeeds();
        }
        // A second deployment of a snapshot lies beside the first.
        CaseProject again = maven.project("shards", "again");
        again.edit("pom.xml", "<version>1.4.2<", "<version>1.4.3-SNAPSHOT<");
        again.edit("src/main.rs", "hello from", "hello again from");
        again.mvn(
                        "deploy",
                        "-Drust-cross.onlyTargets=" + PARTS.get(1),
                        "-Drust-cross.attach=true",
                        "-DaltDeploymentRepository=shard::default::"
                                + shards.resolve(PARTS.get(1)).toUri())
                .succeeds();
        CaseProject release = maven.project("shards", "fan-in");
        release.edit("pom.xml", "<version>1.4.2<", "<version>1.4.3-SNAPSHOT<");

        release.mvn("verify", "-Drust-cross.shardsDirectory=" + shards).succeeds();

        assertThat(release.distNames())
                .contains("shards-1.4.3-SNAPSHOT-darwin-universal.tar.gz", "shards-1.4.3-SNAPSHOT-windows-amd64.zip")
                .hasSize(11);
        assertThat(release.file("target/rust-cross/bin/x86_64-apple-darwin/hello"))
                .hasSameBinaryContentAs(again.file("target/rust-cross/bin/x86_64-apple-darwin/hello"));
    }
}
