package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The first builds on a machine, which install zig into an empty cache. */
@RequiresTool({"cargo", "rustup", "python3"})
class ToolCacheIT {

    private static final String INSTALLING = "installing zig ";

    @MavenTest(Matrix.OLDEST)
    void twoAtOnceInstallOnce(Maven maven) {
        CaseProject one = maven.project("lipo", "one");
        CaseProject other = maven.project("lipo", "other");
        Path cache = one.file("cache");

        CompletableFuture<MavenRun> beside =
                CompletableFuture.supplyAsync(() -> build(one, cache).succeeds());
        MavenRun run = build(other, cache).succeeds();

        assertThat(run.count(INSTALLING) + beside.join().count(INSTALLING)).isEqualTo(1);
        assertThat(one.distNames()).contains("lipo-1.4.2-darwin-arm64.tar.gz");
        assertThat(other.distNames()).contains("lipo-1.4.2-darwin-arm64.tar.gz");
        assertThat(installations(cache)).hasSize(1).noneMatch(name -> name.contains(".tmp-"));
    }

    @MavenTest(Matrix.OLDEST)
    @DisabledOnOs(OS.WINDOWS)
    void whatAKilledBuildLeftIsRepaired(Maven maven) throws Exception {
        CaseProject project = maven.project("lipo");
        Path cache = project.file("cache");

        CompletableFuture<MavenRun> killed =
                CompletableFuture.supplyAsync(() -> build(project, cache).fails());
        awaitHalfAnInstallation(cache);
        ProcessHandle build = project.running().orElseThrow();
        // SIGKILL: no handler of the build's can run, and pip outlives it.
        assertThat(build.destroyForcibly()).isTrue();
        assertThat(killed.join().exitCode()).isEqualTo(128 + 9);
        assertThat(installations(cache)).isNotEmpty().allMatch(name -> name.contains(".tmp-"));

        MavenRun next = build(project, cache).succeeds();

        assertThat(next.count(INSTALLING)).isEqualTo(1);
        assertThat(project.distNames()).contains("lipo-1.4.2-darwin-arm64.tar.gz");
        assertThat(installations(cache)).anyMatch(name -> !name.contains(".tmp-"));
        assertThat(build(project, cache).succeeds().count(INSTALLING)).isZero();
    }

    private static MavenCall build(CaseProject project, Path cache) {
        return project.mvn("package", "-Drust-cross.onlyTargets=darwin-arm64")
                .env("RUST_CROSS_CACHE_DIR", cache.toString());
    }

    /** Returns the names of the folders of zig, whole ones and those being filled. */
    private static List<String> installations(Path cache) {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("zig-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitHalfAnInstallation(Path cache) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (installations(cache).stream().noneMatch(name -> isBeingFilled(cache.resolve(name)))) {
            assertThat(System.nanoTime()).as("time to start an installation").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** pip unpacks below a folder of its own there first. */
    private static boolean isBeingFilled(Path installation) {
        try (Stream<Path> files = Files.walk(installation.resolve("tmp"))) {
            return files.filter(Files::isRegularFile).count() > 1;
        } catch (IOException | UncheckedIOException stillMovingOrNotThereYet) {
            return false;
        }
    }
}
