package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packaging {@code rust-cross}, on the whole matrix: Mavens read build extensions differently. */
@RequiresTool({"cargo", "rustup"})
class PackagingIT {

    private static final String FOLDER = "dev/rustcross/it/rust-cross-packaging/1.4.2/";
    private static final String NAME = "rust-cross-packaging-1.4.2";

    @MavenTest(Matrix.ALL)
    void manifestIsTheMainArtifact(Maven maven) throws IOException {
        CaseProject producer = maven.project("rust-cross-packaging");

        producer.mvn("deploy", "-Dmaven.install.skip").succeeds();

        Path remote = Repositories.remote().resolve(FOLDER);
        assertThat(remote.resolve(NAME + ".json"))
                .hasSameBinaryContentAs(producer.dist().resolve("dist-manifest.json"));
        assertThat(remote.resolve(NAME + ".pom")).content().contains("<packaging>rust-cross</packaging>");
        assertThat(remote.resolve(NAME + "-linux-amd64.tar.gz")).exists();
        assertThat(remote.resolve(NAME + "-linux-arm64.tar.gz.sha256")).exists();

        CaseProject consumer = maven.project("manifest-consumer");
        consumer.mvn("package").succeeds();

        JsonObject manifest = JsonParser.parseString(
                        Files.readString(consumer.file("target/manifest/" + NAME + ".json")))
                .getAsJsonObject();
        assertThat(manifest.get("version").getAsString()).isEqualTo("1.4.2");
        assertThat(manifest.getAsJsonArray("archives"))
                .extracting(archive -> archive.getAsJsonObject().get("file").getAsString())
                .containsExactly(NAME + "-linux-amd64.tar.gz", NAME + "-linux-arm64.tar.gz");
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void nothingPackedIsNotInstalled(Maven maven) {
        CaseProject project = maven.project("rust-cross-packaging");

        for (String property : new String[] {"rust-cross.skip", "rust-cross.skipPackage", "rust-cross.dryRun"}) {
            assertThat(project.mvn("deploy", "-D" + property).succeeds().log())
                    .contains("Neither installed nor deployed: nothing is packed.");
        }
        assertThat(Repositories.local().resolve(FOLDER + NAME + ".json")).doesNotExist();
    }

    /** Each execution has its targets and its folder, but the project has one manifest. */
    @MavenTest
    void executionsShareTheManifest(Maven maven) throws IOException {
        CaseProject project = maven.project("rust-cross-packaging");
        String goals = "<goal>configure</goal><goal>build</goal><goal>package</goal>";
        project.edit("pom.xml", "<configuration>", """
                <executions><execution>
                  <id>windows</id>
                  <goals>%s</goals>
                  <configuration>
                    <outputDirectory>target/windows</outputDirectory>
                    <targets combine.self="override"><target>x86_64-pc-windows-gnu</target></targets>
                  </configuration>
                </execution></executions>
                <configuration>""".formatted(goals));

        project.mvn("install").succeeds();

        Path installed = Repositories.local().resolve(FOLDER);
        assertThat(installed.resolve(NAME + "-windows-amd64.zip")).exists();
        JsonObject manifest = JsonParser.parseString(Files.readString(installed.resolve(NAME + ".json")))
                .getAsJsonObject();
        assertThat(manifest.getAsJsonArray("archives"))
                .extracting(archive -> archive.getAsJsonObject().get("file").getAsString())
                .containsExactlyInAnyOrder(
                        NAME + "-linux-amd64.tar.gz", NAME + "-linux-arm64.tar.gz", NAME + "-windows-amd64.zip");
    }

    @MavenTest
    void partIsInstalledButNotDeployed(Maven maven) {
        CaseProject project = maven.project("rust-cross-packaging");

        assertThat(project.mvn("deploy", "-Drust-cross.onlyTargets=linux-amd64")
                        .succeeds()
                        .log())
                .contains("Not deployed: <onlyTargets> builds a part");
        assertThat(Repositories.local().resolve(FOLDER + NAME + ".json")).exists();
        assertThat(Repositories.remote().resolve(FOLDER)).doesNotExist();
    }
}
