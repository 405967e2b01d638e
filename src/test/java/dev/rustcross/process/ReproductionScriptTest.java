package dev.rustcross.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproductionScriptTest {

    @TempDir
    private Path folder;

    @Test
    void shellScript() {
        assertThat(ReproductionScript.SH.render(sample(Path.of("/home/me/my crate")), Set.of("FROM_POM")))
                .isEqualTo("""
                        #!/bin/sh
                        # set CARGO_REGISTRY_TOKEN first: its value is not kept here
                        # set FROM_POM first: its value is not kept here
                        # set HTTPS_PROXY first: its value is not kept here
                        cd '/home/me/my crate' || exit
                        exec env \\
                          CC_x86_64-unknown-linux-musl=/bin/cc \\
                          'NOTE=it'\\''s 100%' \\
                          cargo build --config 'a "b"' ''
                        """);
    }

    @Test
    void batchFile() {
        assertThat(ReproductionScript.BAT.render(sample(Path.of("work dir")), Set.of("FROM_POM")))
                .isEqualTo("""
                        @echo off
                        setlocal disabledelayedexpansion
                        chcp 65001 >nul
                        rem set CARGO_REGISTRY_TOKEN first: its value is not kept here
                        rem set FROM_POM first: its value is not kept here
                        rem set HTTPS_PROXY first: its value is not kept here
                        cd /d ^"work dir^" || exit /b
                        set ^"CC_x86_64-unknown-linux-musl=/bin/cc^"
                        set ^"NOTE=it's 100%%^"
                        cargo build --config ^"a \\^"b\\^"^" ^"^"
                        """.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CARGO_REGISTRIES_NEXUS_TOKEN", "db_password", "AWS_SECRET", "GIT_CREDENTIALS", "SIGNING_KEY"})
    void secretIsNotWritten(String name) {
        Command command = Command.of(folder, "cargo").withEnvironment(Map.of(name, "s3cret"));
        for (ReproductionScript kind : ReproductionScript.values()) {
            assertThat(kind.render(command, Set.of()))
                    .contains("set " + name + " first")
                    .doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-e API_TOKEN=s3cret", "--name x --env 'NEXUS_PASSWORD=s3cret'", "--env=MY_KEY=s3cret"})
    void secretAmongTheOptionsOfAContainerIsNotWritten(String options) {
        Command command = Command.of(folder, "cross").withEnvironment(Map.of("CROSS_CONTAINER_OPTS", options));

        assertThat(ReproductionScript.SH.render(command, Set.of()))
                .contains("set CROSS_CONTAINER_OPTS first")
                .doesNotContain("s3cret");
        assertThat(ReproductionScript.SH.render(
                        command.withEnvironment(Map.of("CROSS_CONTAINER_OPTS", "--env API_TOKEN --name x")), Set.of()))
                .contains("--env API_TOKEN --name x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "`` → ^\"^\"",
                "C:\\rust → C:\\rust",
                "a b → ^\"a b^\"",
                "a b\\ → ^\"a b\\\\^\"",
                "a\\\"b → ^\"a\\\\\\^\"b^\"",
                "a&b|c → ^\"a^&b^|c^\"",
                "%PATH%! → ^\"%%PATH%%^!^\"",
            })
    void quotesForTheCommandInterpreter(String word, String quoted) {
        assertThat(ReproductionScript.BAT.quote(word)).isEqualTo(quoted);
    }

    @Test
    void valueOfSeveralLinesIsLeftOutOfABatchFile() {
        Command command = Command.of(folder, "cargo").withEnvironment(Map.of("NOTE", "a\nb"));
        assertThat(ReproductionScript.BAT.render(command, Set.of()))
                .contains("rem set NOTE first")
                .doesNotContain("a\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "a b", "it's", "\"", "$HOME `id` \\", "*", "~", "größe", "-n", "a\nb", "#", "!"})
    @DisabledOnOs(OS.WINDOWS)
    void shellReadsAQuotedWordAsItWas(String word) {
        String script = "printf '%s|' " + ReproductionScript.SH.quote(word);
        ProcessRunner.Captured printed = new SystemProcessRunner().capture(Command.of(folder, "/bin/sh", "-c", script));
        assertThat(String.join("\n", printed.stdout())).isEqualTo(word + "|");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writtenScriptRunsTheCommandAgain() throws Exception {
        Path crate = Files.createDirectory(folder.resolve("it's a crate"));
        var command =
                new Command(List.of("/bin/sh", "-c", "pwd; echo \"$1\"", "sh", "a  b"), crate, Map.of(), Duration.ZERO);

        Path script = ReproductionScript.SH.write(command, Set.of(), folder.resolve("scripts"), "build");

        assertThat(script).isEqualTo(folder.resolve("scripts").resolve("build.sh"));
        assertThat(script.resolveSibling(".").toFile().list()).containsExactly("build.sh");
        assertThat(Files.getPosixFilePermissions(script)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(stdoutOf(script)).containsExactly(crate.toString(), "a  b");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writtenScriptSetsVariablesThatNoShellCanName() {
        Command command = new Command(
                Probe.arguments("environment", "CC_x86-64"), folder, Map.of("CC_x86-64", "x 'y' $z"), Duration.ZERO);
        assertThat(stdoutOf(ReproductionScript.SH.write(command, Set.of(), folder, "build")))
                .containsExactly("x 'y' $z true");
    }

    private List<String> stdoutOf(Path script) {
        return new SystemProcessRunner()
                .capture(Command.of(folder, script.toString()))
                .stdout();
    }

    private static Command sample(Path directory) {
        return new Command(
                List.of("cargo", "build", "--config", "a \"b\"", ""),
                directory,
                Map.of(
                        "CC_x86_64-unknown-linux-musl", "/bin/cc",
                        "NOTE", "it's 100%",
                        "FROM_POM", "private",
                        "HTTPS_PROXY", "http://user:pw@proxy:8080",
                        "CARGO_REGISTRY_TOKEN", "cio"),
                Duration.ZERO);
    }
}
