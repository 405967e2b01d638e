package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Packing that is killed, has no room, or may not write: what lies there is whole, and the next run is right. */
@RequiresTool({"cargo", "rustup", "sha256sum", "gzip", "unzip"})
class InterruptedPackagingIT {

    private static final int KILOBYTE = 1024;
    private static final int SIGKILLED = 128 + 9;

    /** Packs so much that it takes a while. */
    private static CaseProject large(Maven maven, String folder) throws IOException {
        CaseProject project = maven.project("publish", folder);
        byte[] noise = new byte[60 * KILOBYTE * KILOBYTE];
        new Random(1).nextBytes(noise);
        Files.write(project.file("noise.bin"), noise);
        project.edit("pom.xml", "          <targets>", """
                          <extraFiles><extraFile>noise.bin</extraFile></extraFiles>
                          <formats>tar.gz,zip</formats>
                          <targets>""");
        return project;
    }

    @MavenTest(Matrix.OLDEST)
    void killedAtTenMoments(Maven maven) throws Exception {
        CaseProject packing = large(maven, "packing");
        packing.mvn("package").succeeds();
        String whole = checksums(packing);
        CaseProject shard = large(maven, "shard");
        shard.mvn("package", "-Drust-cross.onlyTargets=linux-amd64").succeeds();
        CaseProject collecting = large(maven, "collecting");
        String shards = "-Drust-cross.shardsDirectory=" + shard.dist();
        collecting.mvn("package", shards).succeeds();

        Random random = new Random(20261123);
        int killed = 0;
        for (int round = 0; round < 10; round++) {
            boolean collects = round % 2 == 1;
            CaseProject project = collects ? collecting : packing;
            // All of it has to be written anew.
            Files.setLastModifiedTime(packing.file("noise.bin"), FileTime.fromMillis(round));
            if (collects) {
                Files.deleteIfExists(project.file("target/rust-cross/archives.json"));
                Files.deleteIfExists(project.file("target/rust-cross/shards.json"));
            }
            var run = CompletableFuture.supplyAsync(() ->
                    project.mvn("package", collects ? shards : "-Dnothing").ends());
            killed += kill(project, random.nextInt(2500)) && run.join().exitCode() == SIGKILLED ? 1 : 0;
            run.join();
            assertWhole(project);
        }
        assertThat(killed).as("runs that had not ended yet").isGreaterThanOrEqualTo(6);

        for (CaseProject project : List.of(packing, collecting)) {
            Files.createFile(project.dist().resolve(".rust-cross-of-a-killed-build.tmp"));
            project.mvn("package", project == collecting ? shards : "-Dnothing").succeeds();
            assertThat(project.distNames())
                    .containsExactly(
                            "SHA256SUMS",
                            "publish-1.4.2-linux-amd64.tar.gz",
                            "publish-1.4.2-linux-amd64.tar.gz.sha256",
                            "publish-1.4.2-linux-amd64.zip",
                            "publish-1.4.2-linux-amd64.zip.sha256");
            assertThat(Tool.run(project.dist(), "sha256sum", "-c", "SHA256SUMS"))
                    .doesNotContain("FAILED");
            assertThat(checksums(project)).isEqualTo(whole);
        }
    }

    private static String checksums(CaseProject project) {
        return Tool.run(
                project.dist(), "sha256sum", "publish-1.4.2-linux-amd64.tar.gz", "publish-1.4.2-linux-amd64.zip");
    }

    /** Waits for Maven's process, then as long as it is told. */
    private static boolean kill(CaseProject project, int milliseconds) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        Optional<ProcessHandle> maven = project.running();
        while (maven.isEmpty() && System.nanoTime() < deadline) {
            maven = project.running();
        }
        TimeUnit.MILLISECONDS.sleep(milliseconds);
        return maven.orElseThrow().destroyForcibly();
    }

    /** What has an archive's name is one. */
    private static void assertWhole(CaseProject project) {
        for (String name : project.distNames()) {
            if (name.endsWith(".tar.gz")) {
                Tool.run(project.dist(), "gzip", "--test", name);
            } else if (name.endsWith(".zip")) {
                Tool.run(project.dist(), "unzip", "-tq", name);
            }
        }
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool({"cargo", "rustup", "mount", "umount", "sha256sum"})
    void diskThatIsFullOrReadOnly(Maven maven) throws Exception {
        CaseProject project = maven.project("publish");
        Path disk = Files.createDirectories(project.file("disk"));
        mount(disk);
        try {
            String output = "-Drust-cross.outputDirectory=" + disk.resolve("rust-cross");
            Files.write(disk.resolve("fill"), new byte[1700 * KILOBYTE]);

            MavenRun full = project.mvn("package", output).fails();
            assertThat(full.error()).contains(": No space left on device").contains("Free some space on that disk.");
            assertThat(full.log()).doesNotContain("archive ", "BUILD SUCCESS");

            Files.delete(disk.resolve("fill"));
            project.mvn("package", output).succeeds();
            Path dist = disk.resolve("rust-cross/dist");
            assertThat(Tool.run(dist, "sha256sum", "-c", "SHA256SUMS"))
                    .isEqualTo("publish-1.4.2-linux-amd64.tar.gz: OK\n");
            byte[] archive = Files.readAllBytes(dist.resolve("publish-1.4.2-linux-amd64.tar.gz"));

            Tool.run(disk, "mount", "-o", "remount,ro", disk.toString());
            project.edit("src/main.rs", "hello from", "hello again from");
            assertThat(project.mvn("package", output).fails().error()).contains("Read-only file system");
            Tool.run(disk, "mount", "-o", "remount,rw", disk.toString());
            assertThat(dist.resolve("publish-1.4.2-linux-amd64.tar.gz")).hasBinaryContent(archive);

            project.mvn("package", output).succeeds();
            assertThat(Files.readAllBytes(dist.resolve("publish-1.4.2-linux-amd64.tar.gz")))
                    .isNotEqualTo(archive);
            assertThat(Tool.run(dist, "sha256sum", "-c", "SHA256SUMS")).endsWith(": OK\n");
        } finally {
            Tool.run(project.directory(), "umount", disk.toString());
        }
    }

    /** Mounts a file system of 2 MB; only root can, as in CI. */
    private static void mount(Path disk) throws Exception {
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(mount.waitFor() == 0, output);
    }
}
