package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** The goal {@code test}, with tests of real crates. */
@RequiresTool({"cargo", "rustup", "cc"})
class TargetTestsIT {

    private static final String REPORT = "org.apache.maven.plugins:maven-surefire-report-plugin:3.5.4:report-only";

    private static MavenCall underWine(CaseProject project, String... arguments) {
        MavenCall call = project.mvn(arguments);
        Wine.required().environment(project.file("wine")).forEach(call::env);
        return call;
    }

    private static List<String> reports(CaseProject project) throws IOException {
        try (Stream<Path> files = Files.list(project.file("target/surefire-reports"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String report(CaseProject project, String suite) throws IOException {
        return Files.readString(project.file("target/surefire-reports/TEST-rust." + suite + ".xml"));
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    @RequiresTool({"python3", "qemu-aarch64-static", "aarch64-linux-gnu-gcc", "x86_64-w64-mingw32-gcc"})
    void whatFailsOnAnotherPlatformFailsHere(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-on-targets");

        MavenRun run = underWine(project, "test").fails();

        assertThat(run.error())
                .contains("""
                There are test failures.
                  aarch64-unknown-linux-musl, hello lib: tests::on_arm64::sign_of_char
                  aarch64-unknown-linux-gnu, hello lib: tests::on_arm64::sign_of_char
                  x86_64-pc-windows-gnu, hello lib: tests::on_windows::separator_of_folders
                  What they printed is above, and in %s.
                """.strip().formatted(project.file("target/surefire-reports/TEST-rust.*.xml")));
        assertThat(run.log())
                .contains(
                        "[ERROR] aarch64-unknown-linux-gnu, hello lib: tests::on_arm64::sign_of_char failed: assertion"
                                + " `left == right` failed: <char> & sign")
                .contains("[ERROR]     a char is u8 here");
        assertThat(run.lines())
                .filteredOn(line -> line.matches(".* (native|qemu|wine|none).*"))
                .map(line -> line.replaceFirst("\\[INFO\\] +", "")
                        .replaceFirst("[\\d.]+ s +", "")
                        .replaceAll(" +", " "))
                .contains(
                        "x86_64-unknown-linux-musl 8 0 1 native",
                        "aarch64-unknown-linux-musl 7 1 1 qemu-aarch64-static",
                        "aarch64-unknown-linux-gnu 7 1 1 qemu-aarch64-static -L /usr/aarch64-linux-gnu",
                        "x86_64-apple-darwin - - - - none on this machine: built, not run");
        assertThat(reports(project))
                .hasSize(4 * 4)
                .contains(
                        "TEST-rust.aarch64-unknown-linux-gnu.hello.doc.xml",
                        "TEST-rust.aarch64-unknown-linux-gnu.hello.lib.xml",
                        "TEST-rust.aarch64-unknown-linux-gnu.hello.test-own_harness.xml",
                        "TEST-rust.aarch64-unknown-linux-gnu.hello.test-program.xml");
        assertThat(report(project, "x86_64-pc-windows-gnu.hello.lib"))
                .contains("tests=\"5\" errors=\"0\" skipped=\"1\" failures=\"1\"")
                .contains("name=\"separator_of_folders\""
                        + " classname=\"rust.x86_64-pc-windows-gnu.hello.lib.tests.on_windows\"")
                .contains("<skipped message=\"asks the network\"/>");
        for (String target : List.of("aarch64-unknown-linux-gnu", "aarch64-unknown-linux-musl")) {
            assertThat(report(project, target + ".hello.lib"))
                    .contains("tests=\"5\" errors=\"0\" skipped=\"1\" failures=\"1\"")
                    .containsPattern("<testcase name=\"sign_of_char\" classname=\"rust." + target
                            + "\\.hello\\.lib\\.tests\\.on_arm64\" time=\"0\"><failure message=\"assertion")
                    .contains("a char is u8 here");
        }
    }

    @MavenTest(Matrix.OLDEST)
    void reportsAreReadAndReplaced(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-on-targets");
        String native64 = "-Drust-cross.onlyTargets=x86_64-unknown-linux-musl";
        project.edit("src/lib.rs", "'/'", "'|'");

        MavenRun ignoring =
                project.mvn("test", native64, "-Dmaven.test.failure.ignore").succeeds();
        project.mvn(REPORT).succeeds();

        assertThat(ignoring.log()).contains("[WARNING] There are test failures.");
        try (Stream<Path> files = Files.walk(project.file("target"))) {
            Path page = files.filter(file -> file.endsWith("surefire.html"))
                    .findFirst()
                    .orElseThrow();
            assertThat(page)
                    .content()
                    .contains("rust.x86_64-unknown-linux-musl.hello.lib", "separator_of_folders", "asks the network");
        }

        project.edit("src/lib.rs", "'|'", "'/'");
        Files.delete(project.file("tests/program.rs"));
        project.mvn("test", native64).succeeds();

        assertThat(reports(project))
                .containsExactly(
                        "TEST-rust.x86_64-unknown-linux-musl.hello.doc.xml",
                        "TEST-rust.x86_64-unknown-linux-musl.hello.lib.xml",
                        "TEST-rust.x86_64-unknown-linux-musl.hello.test-own_harness.xml");
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool("qemu-aarch64-static")
    void theyRunOnThisMachineInAnyCase(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-on-this-machine");

        MavenRun run = project.mvn("test").succeeds();

        assertThat(run.log())
                .contains("None of the targets is this machine's own: tested for x86_64-unknown-linux-gnu, too.");
        assertThat(run.lines().stream()
                        .map(line -> line.replaceAll("[\\d.]+ s", "").replaceAll(" +", " ")))
                .containsSequence(
                        "[INFO] aarch64-unknown-linux-musl 1 0 0 qemu-aarch64-static",
                        "[INFO] x86_64-unknown-linux-gnu 3 0 0 native");
        assertThat(reports(project))
                .containsExactly(
                        "TEST-rust.aarch64-unknown-linux-musl.app.bin-app-loud.xml",
                        "TEST-rust.aarch64-unknown-linux-musl.app.bin-app.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.app.bin-app-loud.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.app.bin-app.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.macros.doc.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.macros.lib.xml");
        assertThat(report(project, "x86_64-unknown-linux-gnu.macros.lib"))
                .contains("name=\"is_a_literal\" classname=\"rust.x86_64-unknown-linux-gnu.macros.lib.tests\"");
        assertThat(report(project, "x86_64-unknown-linux-gnu.app.bin-app-loud"))
                .contains(
                        "<testsuite ",
                        " name=\"rust.x86_64-unknown-linux-gnu.app.bin-app-loud\"",
                        "name=\"shouts\" classname=\"rust.x86_64-unknown-linux-gnu.app.bin-app-loud.tests\"");

        // A run of the one execution leaves the reports of the other, and no test gets lost in silence.
        Path loud = project.file("target/surefire-reports/TEST-rust.x86_64-unknown-linux-gnu.app.bin-app-loud.xml");
        FileTime before = Files.getLastModifiedTime(loud);
        MavenRun named = project.mvn("rust-cross:test", "-Drust-cross.onlyTargets=linux-arm64")
                .succeeds();
        assertThat(named.log())
                .contains("Not run: the tests of what runs inside the compiler, macros. They are this machine's,"
                        + " whose tests are not among these.")
                .doesNotContain("x86_64-unknown-linux-gnu,");
        assertThat(reports(project))
                .containsExactly(
                        "TEST-rust.aarch64-unknown-linux-musl.app.bin-app-loud.xml",
                        "TEST-rust.aarch64-unknown-linux-musl.app.bin-app.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.app.bin-app-loud.xml");
        assertThat(Files.getLastModifiedTime(loud)).isEqualTo(before);
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool({"cargo-nextest", "qemu-aarch64-static"})
    void nextestRunsThemOnThisMachineToo(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-on-this-machine");

        project.mvn("rust-cross:configure", "rust-cross:test", "-Drust-cross.nextest")
                .succeeds();

        assertThat(reports(project))
                .containsExactly(
                        "TEST-rust.aarch64-unknown-linux-musl.app.bin-app.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.app.bin-app.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.macros.doc.xml",
                        "TEST-rust.x86_64-unknown-linux-gnu.macros.lib.xml");
    }

    /** A feature of one package is none of another's, which cargo is asked for alone. */
    @MavenTest
    @RequiresTool("cargo-nextest")
    void featureOfOneOfSeveralPackages(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-on-this-machine");

        for (String nextest : List.of("false", "true")) {
            project.mvn(
                            "rust-cross:configure",
                            "rust-cross:test",
                            "-Drust-cross.features=loud",
                            "-Drust-cross.nextest=" + nextest)
                    .succeeds();
            assertThat(reports(project))
                    .contains(
                            "TEST-rust.x86_64-unknown-linux-gnu.app.bin-app.xml",
                            "TEST-rust.x86_64-unknown-linux-gnu.macros.lib.xml");
        }
    }

    /** Cargo's own files may lie elsewhere than what it builds: with {@code build.build-dir}, test programs do. */
    @MavenTest
    void buildDirectoryOfTheUsers(Maven maven) {
        CaseProject project = maven.project("tests-on-this-machine");

        MavenRun run = project.mvn("rust-cross:configure", "rust-cross:test")
                .env("CARGO_BUILD_BUILD_DIR", project.file("elsewhere").toString())
                .succeeds();

        assertThat(project.file("elsewhere/aarch64-unknown-linux-musl")).exists();
        assertThat(run.lines().stream()
                        .map(line -> line.replaceAll("[\\d.]+ s", "").replaceAll(" +", " ")))
                .containsSequence(
                        "[INFO] aarch64-unknown-linux-musl 1 0 0 qemu-aarch64-static",
                        "[INFO] x86_64-unknown-linux-gnu 3 0 0 native");
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool("python3")
    void notOnAMachineThatLinksNothingForItself(Maven maven) {
        CaseProject project = maven.project("tests-on-this-machine");

        MavenRun run = project.mvn("rust-cross:test", "-Drust-cross.dryRun")
                .path(ToolPath.bare())
                .succeeds();

        assertThat(run.log())
                .contains("Not tested on this machine itself: none of the targets is its own, and it has no cc to link"
                        + " x86_64-unknown-linux-gnu.")
                .doesNotContain("--target x86_64-unknown-linux-gnu");
        assertThat(project.file("target")).doesNotExist();
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void noOtherBuildGoesOnWhileTestsRun(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-side-by-side");
        String root = project.directory().toString();
        Path cargo = project.script("late", "cargo", """
                case "$1" in
                metadata) # until the tests of the other module run
                  for _ in $(seq 600); do [ -e '%1$s/testing' ] && break; sleep 0.1; done ;;
                build) touch '%1$s/building' ;;
                esac
                exec cargo "$@"
                """.formatted(root)).resolve("cargo");

        project.mvn("-T2", "verify", "-Dcargo.of.server=" + cargo).succeeds();

        assertThat(project.file("testing")).exists();
        assertThat(project.file("building")).exists();
        for (String module : List.of("client", "server")) {
            assertThat(project.file(module + "/target/rust-cross/dist/" + module + "-1.4.2-linux-amd64.tar.gz"))
                    .exists();
            assertThat(project.file(module + "/target/rust-cross/check.json"))
                    .content()
                    .contains("\"passed\": true");
        }
        assertThat(project.file("client/target/surefire-reports/"
                        + "TEST-rust.x86_64-unknown-linux-musl.client.test-alone.xml"))
                .content()
                .contains("name=\"nothing_is_built_meanwhile\"");
        assertThat(project.file("server/target/surefire-reports/"
                        + "TEST-rust.x86_64-unknown-linux-musl.server.bin-server.xml"))
                .content()
                .contains("name=\"is_tested\"");
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool("cargo-nextest")
    void nextestReportsToTheBuildWhateverItsConfiguration(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-that-break");
        Files.delete(project.file("tests/aborts.rs"));
        Files.createDirectories(project.file(".config"));
        Files.writeString(project.file(".config/nextest.toml"), "[profile.default.junit]\npath = \"mine.xml\"\n");

        MavenRun run = project.mvn("test", "-Drust-cross.nextest").fails();

        assertThat(run.error()).contains("""
                There are test failures.
                  x86_64-unknown-linux-musl, hello test-hangs: waits_for_ever
                """.strip());
        assertThat(run.log()).contains("  x86_64-unknown-linux-musl  2    1       0");
        assertThat(report(project, "x86_64-unknown-linux-musl.hello.test-hangs"))
                .contains("tests=\"2\" errors=\"1\" skipped=\"0\" failures=\"0\"")
                .contains("<error message=\"killed after the 10 s of &lt;timeoutSeconds&gt; while it was running\"");
    }

    @MavenTest(Matrix.OLDEST)
    void whatBreaksOffIsNamed(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-that-break");

        MavenRun run = project.mvn("test").fails();

        assertThat(run.error()).contains("""
                There are test failures.
                  x86_64-unknown-linux-musl, hello test-aborts: in_the_middle
                  x86_64-unknown-linux-musl, hello test-hangs: waits_for_ever
                """.strip());
        assertThat(report(project, "x86_64-unknown-linux-musl.hello.test-aborts"))
                .contains("tests=\"3\" errors=\"1\" skipped=\"1\" failures=\"0\"")
                .contains("<error message=\"signal: 6, SIGABRT: process abort signal while it was running\"")
                .contains("<skipped message=\"not run, since the program had ended\"/>");
        assertThat(report(project, "x86_64-unknown-linux-musl.hello.test-hangs"))
                .contains("tests=\"2\" errors=\"1\" skipped=\"0\" failures=\"0\"")
                .contains("<error message=\"killed after the 10 s of &lt;timeoutSeconds&gt; while it was running\"");
        long child = Long.parseLong(Files.readString(project.file("child.pid")));
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @MavenTest(Matrix.OLDEST)
    void testsAreSkippedAsMavenUsersSkipThem(Maven maven) {
        CaseProject project = maven.project("tests-that-break");

        for (String property : List.of("skipTests", "maven.test.skip", "rust-cross.skipTests")) {
            MavenRun run = project.mvn("test", "-D" + property).succeeds();

            assertThat(run.log()).contains("[INFO] Tests are skipped.");
        }
        assertThat(project.file("target/surefire-reports")).doesNotExist();
    }

    @MavenTest(Matrix.OLDEST)
    void testsThatDoNotCompileFailTheBuildInAnyCase(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-that-break");
        Files.writeString(project.file("tests/wrong.rs"), "#[test]\nfn wrong() { missing(); }\n");

        MavenRun run = project.mvn("test", "-Drust-cross.testFailureIgnore").fails();

        assertThat(run.error()).contains("cargo test failed with exit code 101 for x86_64-unknown-linux-musl");
        assertThat(run.log()).contains("cannot find function `missing` in this scope");
        assertThat(project.file("target/rust-cross/cargo-test.sh")).exists();
    }

    @MavenTest(Matrix.OLDEST)
    @RequiresTool("cargo-nextest")
    void nextestRunsThemWhereAsked(Maven maven) throws IOException {
        CaseProject project = maven.project("tests-that-break");
        Files.delete(project.file("tests/hangs.rs"));

        MavenRun run = project.mvn("test", "-Drust-cross.nextest").fails();

        assertThat(run.error())
                .contains("There are test failures.\n  x86_64-unknown-linux-musl, hello test-aborts: in_the_middle\n");
        assertThat(report(project, "x86_64-unknown-linux-musl.hello.test-aborts"))
                .contains("tests=\"3\" errors=\"1\" skipped=\"0\" failures=\"0\"", "last words");
    }

    @MavenTest(Matrix.OLDEST)
    void nextestIsMissing(Maven maven) {
        CaseProject project = maven.project("tests-that-break");

        MavenRun run = project.mvn("test", "-Drust-cross.nextest")
                .path(ToolPath.bareWithHostCompiler())
                // Where cargo looks for its commands, too.
                .env("CARGO_HOME", project.file("cargo-home").toString())
                .fails();

        assertThat(run.error()).contains("""
                <nextest> is true, but cargo has no command nextest.
                  Type `cargo install cargo-nextest --locked`, or put cargo-nextest on PATH.
                """.strip());
    }
}
