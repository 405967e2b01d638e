package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** MSVC off Windows. Microsoft's SDK is not here: the program does without it, and a marker says that it is there. */
@RequiresTool({"cargo", "rustup"})
class XwinIT {

    private static final String TRIPLE = "x86_64-pc-windows-msvc";

    private static Path cacheWithMarker(CaseProject project) throws IOException {
        Path cache = project.file("xwin-cache");
        Files.createDirectories(cache.resolve("xwin"));
        Files.writeString(cache.resolve("xwin/DONE"), "x86_64 aarch64\n");
        return cache;
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool({"cargo-xwin", "file", "unzip"})
    void theRealCargoXwinTakesOurArgumentsAndFlags(Maven maven) throws IOException {
        CaseProject project = maven.project("msvc");
        Path cache = cacheWithMarker(project);

        MavenRun run =
                project.mvn("package").env("XWIN_CACHE_DIR", cache.toString()).succeeds();

        assertThat(run.log()).containsPattern(TRIPLE + " +cargo-xwin +8: cargo-xwin for MSVC");
        Path folder = Archive.unpack(project.dist().resolve("msvc-1.4.2-windows-amd64.zip"));
        assertThat(Tool.run(folder, "file", "hello.exe")).contains("PE32+ executable (console) x86-64");

        // Without the SDK it comes as far as to download that, behind a proxy that does not answer.
        Files.delete(cache.resolve("xwin/DONE"));
        Files.writeString(project.file("src/main.rs"), Files.readString(project.file("src/main.rs")) + "// changed\n");
        MavenRun download = project.mvn("package")
                .env("XWIN_CACHE_DIR", cache.toString())
                .env("XWIN_HTTP_RETRIES", "0")
                .env("HTTPS_PROXY", "http://127.0.0.1:9")
                .fails();

        assertThat(download.log()).contains("Failed to setup MSVC CRT").doesNotContain("unexpected argument");
    }

    @MavenTest(Matrix.OLDEST)
    void consentReachesCargoXwin(Maven maven) throws IOException {
        CaseProject project = maven.project("msvc");
        Path seen = project.file("seen");
        Path folder = project.script(
                "stand-in",
                "cargo-xwin",
                "[ \"$2\" = build ] || exit 0\n{ echo \"$@\"; env | grep -E '^(XWIN|CARGO_TARGET)_'; } > '" + seen
                        + "'\nexit 1\n");

        MavenRun run = project.mvn("package").path(ToolPath.bare(), folder).fails();

        assertThat(run.error()).contains("cargo build failed with exit code 1 for " + TRIPLE);
        assertThat(Files.readAllLines(seen))
                .contains("XWIN_ACCEPT_LICENSE=1")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("CARGO_TARGET_X86_64_PC_WINDOWS_MSVC_RUSTFLAGS=-Ctarget-feature=+crt-static -C"))
                .first()
                .asString()
                .startsWith("xwin build --message-format=json-render-diagnostics --config ")
                .contains(" --target " + TRIPLE + " --bins");
    }

    @MavenTest
    void licenceIsNotTakenAsAccepted(Maven maven) {
        CaseProject project =
                maven.project("msvc").edit("pom.xml", "<acceptMicrosoftLicense>true</acceptMicrosoftLicense>", "");
        Path folder = project.script("stand-in", "cargo-xwin", "exit 0\n");

        MavenRun run = project.mvn("package").path(ToolPath.bare(), folder).fails();

        assertThat(run.error())
                .contains("No linker for 1 target:\n  " + TRIPLE
                        + ": read the licence of what cargo-xwin downloads (https://go.microsoft.com/fwlink/?LinkId=2086102)"
                        + " and, where you accept it, write <acceptMicrosoftLicense>true</acceptMicrosoftLicense>, or name"
                        + " one by <linker> or in .cargo/config.toml.");
        assertThat(project.distNames()).isEmpty();
    }

    @MavenTest(Matrix.OLDEST)
    void offlineWithoutTheSdk(Maven maven) {
        CaseProject project = maven.project("msvc");
        Path folder = project.script("stand-in", "cargo-xwin", "exit 0\n");
        Path cache = project.file("xwin-cache");

        MavenRun run = project.mvn("-o", "package")
                .path(ToolPath.bare(), folder)
                .env("XWIN_CACHE_DIR", cache.toString())
                .fails();

        assertThat(run.error())
                .contains(TRIPLE + ": type `cargo xwin cache xwin` once while online, as Maven is offline (-o) and "
                        + cache + "/xwin does not hold Microsoft's SDK");
    }
}
