package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The goals {@code doctor} and {@code targets}, for people and for programs. */
@RequiresTool({"cargo", "rustup", "python3"})
class DoctorIT {

    private static JsonObject parse(MavenRun run) {
        return JsonParser.parseString(run.log()).getAsJsonObject();
    }

    @MavenTest(Matrix.OLDEST)
    void whatIsThereAndWhatTheBuildInstalls(Maven maven) {
        CaseProject project = maven.project("five-targets");

        MavenRun run = project.mvn("rust-cross:doctor")
                .path(ToolPath.bare())
                .env("RUST_CROSS_CACHE_DIR", project.file("cold-cache").toString())
                .succeeds();

        assertThat(run.log())
                .containsPattern("INFO] needed +state +for +version, place, or what to do\n")
                .containsPattern("INFO] cargo +found +all targets +\\d+\\.\\d+\\.\\d+.*, /.*/cargo\n")
                .containsPattern("INFO] rustc +found +all targets +\\d.*, toolchain .*-x86_64-unknown-linux-gnu\n")
                .containsPattern("INFO] rust-lld +found +2 targets +")
                .containsPattern("INFO] zig +installable +3 targets +the build installs zig \\S+ and cargo-zigbuild"
                        + " \\S+ by /.*/python3 -m pip\n")
                .containsPattern("INFO] x86_64-apple-darwin +ready +zig, by rule 7: zig through cargo-zigbuild\n");
        assertThat(project.file("cold-cache").toFile().list())
                .as("what compilers said of themselves, and nothing installed")
                .containsExactly("rustc");
        assertThat(project.file("target/rust-cross")).doesNotExist();
    }

    @MavenTest(Matrix.ALL_MAVENS)
    void jsonIsAllThatAQuietMavenPrints(Maven maven) throws IOException {
        CaseProject project = maven.project("five-targets");

        MavenRun doctor = project.mvn("-q", "rust-cross:doctor", "-Drust-cross.outputFormat=json")
                .path(ToolPath.bare())
                .succeeds();
        MavenRun targets = project.mvn("-q", "rust-cross:targets", "-Drust-cross.outputFormat=json")
                .path(ToolPath.bare())
                .succeeds();

        JsonObject report = parse(doctor);
        assertThat(report.keySet()).containsExactly("buildable", "host", "tools", "targets");
        assertThat(report.get("buildable").getAsBoolean()).isTrue();
        JsonObject cargo = report.getAsJsonArray("tools").get(0).getAsJsonObject();
        assertThat(cargo.keySet()).containsExactly("name", "state", "version", "path", "detail", "neededBy", "remedy");
        assertThat(cargo.get("name").getAsString()).isEqualTo("cargo");
        assertThat(cargo.get("state").getAsString()).isEqualTo("found");
        assertThat(cargo.getAsJsonArray("neededBy")).hasSize(5);
        assertThat(report.getAsJsonArray("targets").get(1).toString())
                .isEqualTo(
                        "{\"target\":\"aarch64-unknown-linux-musl\",\"buildable\":true,\"required\":true,\"engine\":\"cargo\","
                                + "\"linker\":\"rust-lld\",\"rule\":\"6: musl without C code links with rust-lld\"}");
        assertThat(JsonParser.parseString(Files.readString(project.file("target/rust-cross/doctor.json"))))
                .isEqualTo(report);

        assertThat(parse(targets).getAsJsonArray("targets").get(0).toString())
                .isEqualTo("{\"target\":\"x86_64-unknown-linux-musl\",\"triple\":\"x86_64-unknown-linux-musl\","
                        + "\"engine\":\"cargo\",\"linker\":\"rust-lld\","
                        + "\"rule\":\"6: musl without C code links with rust-lld\",\"std\":\"installed\",\"runner\":\"native\","
                        + "\"cargoCall\":1,\"classifier\":\"linux-amd64\","
                        + "\"archives\":[\"five-targets-1.4.2-linux-amd64.tar.gz\"]}");
        assertThat(parse(targets).getAsJsonObject("universal").toString())
                .isEqualTo("{\"classifier\":\"darwin-universal\","
                        + "\"archives\":[\"five-targets-1.4.2-darwin-universal.tar.gz\"]}");
    }

    @MavenTest(Matrix.OLDEST)
    void everyProblemInOneRun(Maven maven) {
        CaseProject project = maven.project("five-targets");

        MavenRun run = project.mvn("rust-cross:doctor")
                .path(ToolPath.bare().without("cargo", "rustc", "rustup", "python3"))
                .env("RUST_CROSS_CACHE_DIR", project.file("cold-cache").toString())
                .fails();

        assertThat(run.error())
                .contains("5 of 5 targets cannot be built on this machine: x86_64-unknown-linux-musl, ")
                .contains("\n  cargo: cannot start cargo: it is not there, or not on PATH.")
                .contains("\n  rustc: cannot start rustc: it is not there, or not on PATH.")
                .contains("\n  python3: neither python3 with pip nor uv is on PATH");
        assertThat(run.log()).containsPattern("ERROR|INFO] x86_64-apple-darwin +cannot be built");
    }

    @MavenTest
    void withoutAPom(Maven maven) throws IOException {
        CaseProject project = maven.project("help");
        Files.delete(project.file("pom.xml"));

        MavenRun run =
                project.doctorWithoutPom("-q", "-Drust-cross.outputFormat=json").succeeds();

        assertThat(parse(run).getAsJsonArray("targets"))
                .extracting(target -> target.getAsJsonObject().get("target").getAsString())
                .containsExactly(
                        "x86_64-unknown-linux-gnu",
                        "x86_64-unknown-linux-musl",
                        "aarch64-unknown-linux-musl",
                        "x86_64-apple-darwin",
                        "aarch64-apple-darwin",
                        "x86_64-pc-windows-gnu");
        assertThat(project.file("target")).doesNotExist();
    }

    @MavenTest(Matrix.OLDEST)
    void nativeTargetNeedsTheCompilerOfTheHost(Maven maven) {
        CaseProject project =
                maven.project("one-target").edit("pom.xml", "x86_64-unknown-linux-musl", "x86_64-unknown-linux-gnu");

        MavenRun run = project.mvn("rust-cross:doctor", "-Drust-cross.autoInstall=false")
                .path(ToolPath.bare())
                .env("RUST_CROSS_CACHE_DIR", project.file("cold-cache").toString())
                .fails();

        assertThat(run.error()).isEqualTo("""
                Failed to execute goal dev.rustcross:rust-cross-maven-plugin:%s:doctor (default-cli) on project \
                one-target: 1 of 1 targets cannot be built on this machine: x86_64-unknown-linux-gnu.
                  cc: not on PATH: type `apt-get install gcc libc6-dev`
                -> [Help 1]
                """.formatted(project.pluginVersion()));
    }

    @MavenTest(Matrix.OLDEST)
    void settingsOfTheUserAreShownWithTheirPlace(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Path config = project.file(".cargo/config.toml");
        Files.createDirectories(config.getParent());
        Files.writeString(config, """
                [target.x86_64-unknown-linux-musl]
                linker = "my-own-linker"
                runner = ["wrapper", "--quiet"]
                """);

        MavenRun targets = project.mvn("rust-cross:targets").succeeds();
        MavenRun doctor = project.mvn("rust-cross:doctor").fails();

        assertThat(targets.log())
                .containsPattern("INFO] x86_64-unknown-linux-musl +cargo +my-own-linker +2: " + config
                        + ":2 +installed +" + "wrapper --quiet \\(" + config
                        + ":3\\) +1 +linux-amd64 +one-target-1.4.2-linux-amd64.tar.gz");
        assertThat(doctor.error()).contains("\n  my-own-linker: no such program, the target's linker: install it");
    }

    @MavenTest(Matrix.OLDEST)
    void standardLibrariesThatRustupHasAndHasNot(Maven maven) {
        CaseProject project = maven.project("one-target")
                .edit(
                        "pom.xml",
                        "<target>x86_64-unknown-linux-musl</target>",
                        "<target>loongarch64-unknown-linux-musl</target><target>m68k-unknown-linux-gnu</target>");

        MavenRun run = project.mvn("rust-cross:doctor").fails();
        MavenRun forbidden = project.mvn("rust-cross:doctor", "-Drust-cross.autoInstall=false")
                .fails();

        assertThat(run.log())
                .containsPattern("INFO] standard library +installable +loongarch64-unknown-linux-musl +the build runs"
                        + " `rustup target add --toolchain \\S+ loongarch64-unknown-linux-musl`");
        assertThat(run.error())
                .contains("1 of 2 targets cannot be built on this machine: m68k-unknown-linux-gnu.")
                .containsPattern(
                        "\n  standard library: rustup has none for this target; `rustup target list --toolchain"
                                + " \\S+` shows those that it has, and a nightly toolchain builds others from source:"
                                + " <toolchain>nightly</toolchain> <buildStd>true</buildStd>\n");
        assertThat(forbidden.error())
                .contains("2 of 2 targets cannot be built")
                .containsPattern("standard library: type `rustup target add --toolchain \\S+"
                        + " loongarch64-unknown-linux-musl`; the build does not, as <autoInstall> is false\n");
    }

    @MavenTest(Matrix.OLDEST)
    void crateAndConfigurationThatCannotBeRead(Maven maven) throws IOException {
        CaseProject project = maven.project("one-target");
        Files.writeString(project.file("Cargo.toml"), "[package");
        Files.createDirectories(project.file(".cargo"));
        Files.writeString(project.file(".cargo/config.toml"), "[target");

        MavenRun run = project.mvn("rust-cross:doctor").fails();

        assertThat(run.error())
                .contains("1 of 1 targets cannot be built on this machine: x86_64-unknown-linux-musl.")
                .contains("\n  crate: 1 problem in the rust-cross configuration: 1. <manifestPath>: cargo cannot read")
                .contains("\n  configuration: 1 problem in the rust-cross configuration: 1. "
                        + project.file(".cargo/config.toml"));
    }

    /** What the build makes of it is in {@link ToolchainsIT}. */
    @MavenTest(Matrix.OLDEST)
    void standardLibraryFromSource(Maven maven) {
        CaseProject project = maven.project("tier-3");

        MavenRun run = project.mvn("rust-cross:doctor").succeeds();
        MavenRun stable = project.mvn("-f", "pom-stable.xml", "rust-cross:doctor")
                .env("RUSTUP_TOOLCHAIN", "stable")
                .fails();

        assertThat(run.log())
                .containsPattern("INFO] rust-src +(found|installable) +s390x-unknown-linux-musl +")
                .containsPattern("INFO] s390x-unknown-linux-musl +ready ");
        assertThat(stable.error())
                .contains("\n  configuration: <buildStd>: only a nightly toolchain can build the standard library");
    }

    @MavenTest(Matrix.OLDEST)
    void toolchainThatTheBuildInstalls(Maven maven) {
        CaseProject project = maven.project("one-target");

        MavenRun run = project.mvn("rust-cross:doctor", "-Drust-cross.toolchain=1.31.1")
                .env("RUSTUP_AUTO_INSTALL", "1")
                .succeeds();
        MavenRun offline = project.mvn("-o", "rust-cross:doctor", "-Drust-cross.toolchain=1.31.1")
                .env("RUSTUP_AUTO_INSTALL", "1")
                .fails();

        assertThat(run.log())
                .containsPattern("INFO] rustc +installable +x86_64-unknown-linux-musl +the build runs"
                        + " `rustup toolchain install 1.31.1`")
                .containsPattern("INFO] x86_64-unknown-linux-musl +ready ");
        assertThat(offline.error())
                .contains("1 of 1 targets cannot be built on this machine")
                .contains("Type: rustup toolchain install 1.31.1");
    }

    @MavenTest(Matrix.OLDEST)
    void whatThePlanRefuses(Maven maven) {
        CaseProject project = maven.project("cdylib");
        String problem = "links the C runtime statically, so that the library greeting cannot be built";

        MavenRun doctor =
                project.mvn("-f", "pom-static.xml", "rust-cross:doctor").fails();
        MavenRun build = project.mvn("-f", "pom-static.xml", "package").fails();

        assertThat(doctor.error())
                .contains("1 of 2 targets cannot be built on this machine: x86_64-unknown-linux-musl.")
                .contains("\n  configuration: <targets><target>[2]: " + problem);
        assertThat(build.error()).contains("<targets><target>[2]: " + problem);
    }

    @MavenTest(Matrix.OLDEST)
    void unknownOutputFormat(Maven maven) {
        MavenRun run = maven.project("one-target")
                .mvn("rust-cross:targets", "-Drust-cross.outputFormat=jsn")
                .fails();

        assertThat(run.error())
                .contains("<outputFormat>: unknown format")
                .contains("value: jsn")
                .contains("did you mean json? The values are text, json.");
    }
}
