package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.macho.PageHashes;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The same sources give the same bytes: from every folder, in every time zone, on every Maven.
 *
 * <p>Each run of a test is on another Maven, in another folder and time zone; all must agree with the first.
 */
@RequiresTool({"cargo", "rustup", "python3", "tar"})
class ReproducibleIT {

    private static final List<String> ZONES = List.of("Pacific/Auckland", "America/St_Johns");

    private static final Map<String, String> FIRST_CHECKSUMS = new ConcurrentHashMap<>();

    @MavenTest(Matrix.ALL_MAVENS)
    void archivesLinkedByZig(Maven maven) throws IOException {
        CaseProject project = maven.project("reproducible");

        for (String zone : ZONES) {
            project.mvn("clean", "package")
                    .path(ToolPath.bare())
                    .env("TZ", zone)
                    .succeeds();

            assertEqualsFirst("zig", project);
        }
        assertSignedValidly(project, "darwin-arm64");
        assertSignedValidly(project, "darwin-universal");
    }

    @MavenTest(Matrix.ALL_MAVENS)
    @RequiresTool("x86_64-w64-mingw32-gcc")
    void archivesLinkedByMingwAndWhatElseIsInstalled(Maven maven) throws IOException {
        CaseProject project = maven.project("reproducible");

        for (String zone : ZONES) {
            project.mvn("clean", "package").env("TZ", zone).succeeds();

            assertEqualsFirst("installed", project);
        }
    }

    /** Link-time optimisation makes zig draw a UUID, which is then set anew under the linker's signature. */
    private static void assertSignedValidly(CaseProject project, String classifier) throws IOException {
        Path archive = project.dist().resolve("reproducible-1.4.2-" + classifier + ".tar.gz");
        PageHashes.Verdict verdict =
                PageHashes.verifyArm64(Archive.unpack(archive).resolve("hello"));
        assertThat(verdict.count()).isPositive();
        assertThat(verdict.wrong()).isEmpty();
    }

    private static void assertEqualsFirst(String linkers, CaseProject project) throws IOException {
        String checksums = Files.readString(project.dist().resolve("SHA256SUMS"));
        assertThat(checksums.lines()).hasSize(6);
        String first = FIRST_CHECKSUMS.putIfAbsent(linkers, checksums);
        if (first != null) {
            assertThat(checksums).isEqualTo(first);
        }
    }
}
