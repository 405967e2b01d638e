package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Nexus;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A real Nexus: what is deployed there, and what a project gets from it that has never seen the plugin. */
@RequiresTool({"cargo", "rustup", "python3", "gpg", "sha256sum"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NexusIT {

    private static final List<String> ARCHIVES = List.of(
            "linux-amd64.tar.gz",
            "linux-arm64.tar.gz",
            "darwin-amd64.tar.gz",
            "darwin-arm64.tar.gz",
            "darwin-universal.tar.gz",
            "windows-amd64.zip");

    private Nexus nexus;
    private Path keys;

    @BeforeAll
    void startNexus() throws IOException {
        nexus = Nexus.start();
        // Short: gpg's agent listens at a socket in there.
        keys = Files.createTempDirectory(
                Path.of("/tmp"),
                "gpg",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Tool.run(
                keys,
                Map.of("GNUPGHOME", keys.toString()),
                "gpg",
                "--batch",
                "--passphrase",
                "",
                "--quick-generate-key",
                "Throw Away <nobody@example.org>");
    }

    @AfterAll
    void stopNexus() {
        Tool.run(keys, Map.of("GNUPGHOME", keys.toString()), "gpgconf", "--kill", "all");
        nexus.close();
    }

    private MavenCall call(CaseProject project, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "-Dnexus=" + nexus.url();
        return project.mvn(all).settings(nexus.servers()).env("GNUPGHOME", keys.toString());
    }

    private boolean isReleased(String path) {
        return nexus.has("maven-releases", path);
    }

    /** Each Maven has a version of its own: a release can be deployed but once. */
    private static CaseProject producer(Maven maven, String version) {
        return maven.project("nexus").edit("pom.xml", "<version>1.4.2<", "<version>" + version + "<");
    }

    @MavenTest(Matrix.ALL_MAVENS)
    void releaseIsDeployedAndConsumed(Maven maven) throws Exception {
        String version = "1.4.2-maven-" + maven.version();
        CaseProject producer = producer(maven, version);

        call(producer, "deploy", "-Dmaven.install.skip").succeeds();

        String start = "dev/rustcross/it/nexus/" + version + "/nexus-" + version;
        for (String archive : ARCHIVES) {
            String bill = archive.substring(0, archive.indexOf('.')) + "-cyclonedx.json";
            for (String file :
                    new String[] {archive, archive + ".asc", archive + ".sha1", archive + ".sha256", bill, bill + ".asc"
                    }) {
                assertThat(isReleased(start + "-" + file)).as(file).isTrue();
            }
            assertThat(isReleased(start + "-" + archive + ".sha256.asc")).isFalse();
        }
        for (String file : new String[] {"-dist-manifest.json", "-dist-manifest.json.asc", ".pom", ".pom.asc"}) {
            assertThat(isReleased(start + file)).as(file).isTrue();
        }

        Path downloads = producer.file("downloads");
        for (String archive : ARCHIVES) {
            Path file = nexus.download("maven-releases", start + "-" + archive, downloads);
            nexus.download("maven-releases", start + "-" + archive + ".asc", downloads);
            Path sidecar = nexus.download("maven-releases", start + "-" + archive + ".sha256", downloads);
            assertThat(Tool.run(
                            downloads, "sha256sum", "-c", sidecar.getFileName().toString()))
                    .endsWith(": OK\n");
            Tool.run(
                    downloads, Map.of("GNUPGHOME", keys.toString()), "gpg", "--verify", file + ".asc", file.toString());
        }

        Repositories.forgetLocal();
        // -C: an archive whose checksum Nexus does not have, or has otherwise, fails the build.
        CaseProject consumer = maven.project("nexus-consumer");
        call(consumer, "package", "-C", "-Drelease=" + version).succeeds();

        Path program = consumer.file("target/linux-amd64/nexus-" + version + "-linux-amd64/hello");
        assertThat(Tool.run(program.getParent(), program.toString())).isEqualTo("hello from x86_64\n");
        assertThat(consumer.file("target/windows-amd64/nexus-" + version + "-windows-amd64/hello.exe"))
                .exists();
        assertThat(consumer.file("target/darwin-universal/nexus-" + version + "-darwin-universal/hello"))
                .hasSameBinaryContentAs(producer.file("target/rust-cross/bin/universal2-apple-darwin/hello"));
        assertThat(consumer.file("target/documents/nexus-" + version + "-dist-manifest.json"))
                .hasSameTextualContentAs(producer.dist().resolve("dist-manifest.json"));
        assertThat(consumer.file("target/documents/nexus-" + version + "-linux-amd64-cyclonedx.json"))
                .content()
                .contains("\"bomFormat\" : \"CycloneDX\"");

        assertThat(call(producer, "deploy", "-Dmaven.install.skip").fails().error())
                .contains("400");
        for (String archive : ARCHIVES) {
            assertThat(nexus.download("maven-releases", start + "-" + archive, producer.file("again")))
                    .hasSameBinaryContentAs(downloads.resolve("nexus-" + version + "-" + archive));
        }
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void snapshotIsDeployedTwiceAndConsumed(Maven maven) {
        String version = "1.5.0-maven-" + maven.version() + "-SNAPSHOT";
        CaseProject producer = producer(maven, version);
        call(producer, "deploy", "-Dmaven.install.skip").succeeds();
        producer.edit("src/main.rs", "hello from", "hello again from");
        call(producer, "deploy", "-Dmaven.install.skip").succeeds();

        Repositories.forgetLocal();
        CaseProject consumer = maven.project("nexus-consumer");
        call(consumer, "package", "-C", "-U", "-Drelease=" + version).succeeds();

        Path program = consumer.file("target/linux-amd64/nexus-" + version + "-linux-amd64/hello");
        assertThat(Tool.run(program.getParent(), program.toString())).isEqualTo("hello again from x86_64\n");
    }
}
