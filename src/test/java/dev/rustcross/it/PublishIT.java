package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;

/** The archives in repositories, and projects that take them from there: the whole matrix, since Mavens differ here. */
@RequiresTool({"cargo", "rustup"})
class PublishIT {

    private static final String COORDINATES = "dev/rustcross/it/publish/1.4.2/publish-1.4.2-linux-amd64.tar.gz";

    @MavenTest(Matrix.ALL)
    void installedArchiveIsResolvedAndUnpacked(Maven maven) {
        CaseProject producer = maven.project("publish");
        producer.mvn("install").succeeds();
        assertThat(Repositories.local().resolve(COORDINATES))
                .hasSameBinaryContentAs(producer.dist().resolve("publish-1.4.2-linux-amd64.tar.gz"));
        assertThat(Repositories.local().resolve(COORDINATES + ".sha256"))
                .hasSameBinaryContentAs(producer.dist().resolve("publish-1.4.2-linux-amd64.tar.gz.sha256"));

        CaseProject consumer = maven.project("consumer");
        consumer.mvn("package").succeeds();

        assertRuns(consumer.file("target/unpacked/publish-1.4.2-linux-amd64/hello"));
    }

    @MavenTest(Matrix.ALL)
    void deployedArchiveIsResolvedAndUnpacked(Maven maven) {
        CaseProject producer = maven.project("publish");
        producer.mvn("deploy", "-Dmaven.install.skip").succeeds();
        assertThat(Repositories.local().resolve(COORDINATES)).doesNotExist();
        assertThat(Repositories.remote().resolve(COORDINATES))
                .hasSameBinaryContentAs(producer.dist().resolve("publish-1.4.2-linux-amd64.tar.gz"));
        assertThat(Tool.run(
                        Repositories.remote().resolve(COORDINATES).getParent(),
                        "sha256sum",
                        "-c",
                        "publish-1.4.2-linux-amd64.tar.gz.sha256"))
                .isEqualTo("publish-1.4.2-linux-amd64.tar.gz: OK\n");

        CaseProject consumer = maven.project("consumer");
        consumer.mvn("package").succeeds();

        assertRuns(consumer.file("target/unpacked/publish-1.4.2-linux-amd64/hello"));
    }

    @MavenTest(Matrix.ALL)
    void siblingUnpacksTheArchiveInOneReactor(Maven maven) {
        for (String threads : new String[] {"-T1", "-T2"}) {
            CaseProject project = maven.project("reactor-consumer", threads.substring(1));

            project.mvn("package", threads).succeeds();

            assertThat(Repositories.local().resolve("dev/rustcross/it/app")).doesNotExist();
            assertRuns(project.file("image/target/unpacked/app-1.4.2-linux-amd64/hello"));
        }
    }

    private static void assertRuns(Path binary) {
        assertThat(Tool.run(binary.getParent(), binary.toString())).isEqualTo("hello from hello\n");
    }
}
