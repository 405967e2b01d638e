package dev.rustcross.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.RequiresTool;
import dev.rustcross.workflow.Shard.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineTest {

    @TempDir
    private Path folder;

    private static Target target(String triple, String classifier) {
        return new Target(new TargetTriple(triple), classifier, List.of());
    }

    private static List<Target> five() {
        return List.of(
                target("x86_64-unknown-linux-musl", "linux-amd64"),
                target("aarch64-unknown-linux-musl", "linux-arm64"),
                target("x86_64-apple-darwin", "darwin-amd64"),
                target("aarch64-apple-darwin", "darwin-arm64"),
                target("x86_64-pc-windows-msvc", "windows-amd64"));
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64-unknown-linux-gnu, false, ubuntu-24.04, saas-linux-small-amd64",
        "aarch64-unknown-linux-musl, false, ubuntu-24.04-arm, saas-linux-small-arm64",
        "aarch64-unknown-linux-gnu, true, ubuntu-24.04, saas-linux-small-amd64",
        "armv7-unknown-linux-gnueabihf, false, ubuntu-24.04, saas-linux-small-amd64",
        "x86_64-apple-darwin, false, macos-15, saas-macos-medium-m1",
        "aarch64-apple-darwin, false, macos-15, saas-macos-medium-m1",
        "x86_64-pc-windows-msvc, false, windows-2025, saas-windows-medium-amd64",
        "x86_64-pc-windows-msvc, true, ubuntu-24.04, saas-linux-small-amd64",
        "aarch64-pc-windows-msvc, false, windows-11-arm, saas-windows-medium-amd64",
        "i686-pc-windows-msvc, false, windows-2025, saas-windows-medium-amd64",
        "aarch64-apple-ios, false, macos-15, saas-macos-medium-m1",
        "i686-pc-windows-gnu, false, ubuntu-24.04, saas-linux-small-amd64",
        "x86_64-unknown-freebsd, false, ubuntu-24.04, saas-linux-small-amd64",
    })
    void aTargetIsBuiltWhereItsProgramsRun(String triple, boolean crossCompiled, String github, String gitlab) {
        var target = new Target(new TargetTriple(triple), "any", crossCompiled ? List.of("cross") : List.of());

        assertThat(Runners.GITHUB.of(target)).isEqualTo(github);
        assertThat(Runners.GITLAB.of(target)).isEqualTo(gitlab);
    }

    @Test
    void targetsOfOneMachineAreOneShard() {
        assertThat(Shard.of(five(), Runners.GITHUB, Map.of()))
                .extracting(Shard::runner, Shard::name, Shard::onlyTargets)
                .containsExactly(
                        tuple("ubuntu-24.04", "linux-amd64", "linux-amd64"),
                        tuple("ubuntu-24.04-arm", "linux-arm64", "linux-arm64"),
                        tuple("macos-15", "darwin-amd64", "darwin-amd64,darwin-arm64"),
                        tuple("windows-2025", "windows-amd64", "windows-amd64"));
    }

    @Test
    void thePomNamesMachinesByClassifierOrTriple() {
        assertThat(Shard.of(
                        five(),
                        Runners.GITHUB,
                        Map.of("linux-arm64", "ubuntu-24.04", "x86_64-pc-windows-msvc", "my windows")))
                .extracting(Shard::runner, Shard::onlyTargets)
                .containsExactly(
                        tuple("ubuntu-24.04", "linux-amd64,linux-arm64"),
                        tuple("macos-15", "darwin-amd64,darwin-arm64"),
                        tuple("my windows", "windows-amd64"));
    }

    static Stream<Arguments> pipelines() {
        return Stream.of(
                Arguments.of(Map.of(), new String[] {"pom.xml", "", ""}, "nexus"),
                Arguments.of(Map.of(), new String[] {"pom.xml", "native/lib", "native/lib"}, "nexus"),
                Arguments.of(Map.of(), new String[] {"java/pom.xml", "native", "java/native"}, null),
                Arguments.of(
                        Map.of("linux-arm64", "my: runner #1"),
                        new String[] {"a folder/pom.xml", "", "a folder"},
                        "true"));
    }

    private static Pipeline pipeline(Runners runners, Map<String, String> own, String[] paths, String repository) {
        return new Pipeline(
                Shard.of(five(), runners, own),
                paths[0],
                paths[1],
                paths[2],
                (paths[2].isEmpty() ? "" : paths[2] + "/") + "target/rust-cross/dist",
                21,
                repository);
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    @RequiresTool("actionlint")
    void githubsWorkflowIsValid(Map<String, String> own, String[] paths, String repository) throws Exception {
        Path file = folder.resolve("release.yml");
        Files.writeString(file, GithubWorkflow.render(pipeline(Runners.GITHUB, own, paths, repository)));

        // Labels of one's own are unknown to it.
        assertClean("actionlint", "-no-color", "-ignore", "label \"my: runner #1\" is unknown", file.toString());
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    @RequiresTool("check-jsonschema")
    void gitlabsPipelineIsValid(Map<String, String> own, String[] paths, String repository) throws Exception {
        Path file = folder.resolve(".gitlab-ci.yml");
        Files.writeString(file, GitlabPipeline.render(pipeline(Runners.GITLAB, own, paths, repository)));

        assertClean(
                "check-jsonschema",
                "--builtin-schema",
                "vendor.gitlab-ci",
                "--data-transform",
                "gitlab-ci",
                file.toString());
    }

    private static void assertClean(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String findings = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(findings).isZero();
    }

    @Test
    void theCallsOfMaven() {
        Pipeline whole = pipeline(Runners.GITHUB, Map.of(), new String[] {"pom.xml", "", ""}, "nexus");
        assertThat(GithubWorkflow.render(whole))
                .contains(
                        "run: mvn --batch-mode --no-transfer-progress --file pom.xml verify -Drust-cross.onlyTargets=\"$TARGETS\"")
                .contains("run: mvn --batch-mode --no-transfer-progress --file pom.xml deploy"
                        + " -Drust-cross.shardsDirectory=\"$GITHUB_WORKSPACE/shards\"")
                .contains("server-id: nexus", "MAVEN_PASSWORD: ${{ secrets.MAVEN_PASSWORD }}")
                .contains("path: target/rust-cross/dist");

        Pipeline module =
                pipeline(Runners.GITHUB, Map.of(), new String[] {"java/pom.xml", "native", "java/native"}, null);
        assertThat(GithubWorkflow.render(module))
                .contains("--file java/pom.xml verify --projects native --also-make -Drust-cross.onlyTargets")
                .contains("--file java/pom.xml verify -Drust-cross.shardsDirectory")
                .contains("working-directory: java/native", "path: java/native/target/rust-cross/dist")
                .doesNotContain("server-id", "secrets.");
        assertThat(GitlabPipeline.render(module))
                .contains("rust-cross-darwin-amd64:\n  extends: .rust-cross-macos")
                .contains("--projects native --also-make \\\"-Drust-cross.onlyTargets=darwin-amd64,darwin-arm64\\\""
                        + "\"")
                .contains("- mkdir shards\n    - \"cp -r java/native/target/rust-cross/dist shards/darwin-amd64\"")
                .contains(
                        "needs: [rust-cross-linux-amd64, rust-cross-linux-arm64, rust-cross-darwin-amd64, rust-cross-windows-amd64]");
    }

    /** Machines of one's own have any name. */
    @Test
    void theSystemOfAMachineIsThatOfItsTargets() {
        Map<String, String> own = Map.of(
                "windows-amd64", "win-builder", "darwin-arm64", "mini", "darwin-amd64", "mini", "linux-arm64", "arm");

        assertThat(GitlabPipeline.render(pipeline(Runners.GITLAB, own, new String[] {"pom.xml", "", ""}, null)))
                .contains("rust-cross-windows-amd64:\n  extends: .rust-cross-windows")
                .contains("rust-cross-darwin-amd64:\n  extends: .rust-cross-macos")
                .contains("rust-cross-linux-arm64:\n  extends: .rust-cross-linux");
    }

    @Test
    @RequiresTool("actionlint")
    void toolsOfAnEngineAreInstalled() throws Exception {
        var target = new Target(new TargetTriple("x86_64-pc-windows-msvc"), "windows-amd64", List.of("cargo-xwin"));
        var pipeline = new Pipeline(
                Shard.of(List.of(target), Runners.GITHUB, Map.of()),
                "pom.xml",
                "",
                "",
                "target/rust-cross/dist",
                25,
                null);
        Path file = Files.writeString(folder.resolve("release.yml"), GithubWorkflow.render(pipeline));

        assertThat(file)
                .content()
                .contains("runner: ubuntu-24.04\n            targets: windows-amd64\n            tools: cargo-xwin\n")
                .contains("run: echo \"$TOOLS\" | xargs cargo install --locked")
                .contains("java-version: \"25\"");
        assertClean("actionlint", "-no-color", file.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "linux-amd64, linux-amd64",
        ".5, '\".5\"'",
        ".inf, '\".inf\"'",
        "., .",
        "a folder/pom.xml, '\"a folder/pom.xml\"'",
        "true, '\"true\"'",
        "'my: runner #1', '\"my: runner #1\"'",
        "24.04, '\"24.04\"'",
        "'say \"x\"', '\"say \\\"x\\\"\"'",
        "'a,b', '\"a,b\"'",
    })
    void wordsThatYamlWouldReadOtherwiseAreQuoted(String text, String yaml) {
        assertThat(Yaml.scalar(text)).isEqualTo(yaml);
    }
}
