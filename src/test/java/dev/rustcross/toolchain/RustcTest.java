package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.process.Command;
import dev.rustcross.process.OutputListener;
import dev.rustcross.process.ProcessResult;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"rustc", "rustup"})
class RustcTest {

    private static final ProcessRunner PROCESSES = new SystemProcessRunner();

    @TempDir
    Path directory;

    @Test
    void probeTellsVersionHostAndSysrootOfTheRealCompiler() {
        Rustc rustc =
                Rustc.probe(selection("cargo", null, Map.of()), PROCESSES, new ToolCache(directory.resolve("cache")));

        assertThat(rustc.version().line())
                .startsWith("rustc " + rustc.version().release())
                .contains(rustc.version().commit().substring(0, 9));
        assertThat(rustc.executable()).isExecutable();
        assertThat(rustc.sysroot().resolve("lib").resolve("rustlib")).isDirectory();
        assertThat(rustc.hasStd(rustc.host())).isTrue();
        assertThat(rustc.hasStd(new TargetTriple("m68k-unknown-none-elf"))).isFalse();
        assertThat(rustc.hasRustLld()).isTrue();
        assertThat(rustc.targetList()).contains(rustc.host(), new TargetTriple("x86_64-pc-windows-gnu"));
    }

    @Test
    void theVersionIsAskedOnceAndAskingForAStdStartsNothing() {
        var calls = Collections.synchronizedList(new ArrayList<Command>());
        ProcessRunner counting = new ProcessRunner() {
            @Override
            public ProcessResult run(Command command, OutputListener stdout, OutputListener stderr) {
                calls.add(command);
                return PROCESSES.run(command, stdout, stderr);
            }
        };

        Rustc rustc =
                Rustc.probe(selection("cargo", null, Map.of()), counting, new ToolCache(directory.resolve("cache")));
        rustc.hasStd(rustc.host());
        rustc.hasRustLld();
        Rustc again =
                Rustc.probe(selection("cargo", null, Map.of()), counting, new ToolCache(directory.resolve("cache")));

        assertThat(again.version()).isEqualTo(rustc.version());
        assertThat(calls)
                .extracting(command -> String.join(
                        " ", command.arguments().subList(1, command.arguments().size())))
                .containsExactly("--print sysroot", "-vV", "--print sysroot");
    }

    @Test
    void deploymentTargetsOfTheTwoMacsDiffer() {
        Rustc rustc =
                Rustc.probe(selection("cargo", null, Map.of()), PROCESSES, new ToolCache(directory.resolve("cache")));

        assertThat(rustc.deploymentTarget(new TargetTriple("x86_64-apple-darwin")))
                .isEqualTo("10.12");
        assertThat(rustc.deploymentTarget(new TargetTriple("aarch64-apple-darwin")))
                .isEqualTo("11.0");
    }

    @Test
    void deploymentTargetIsTheUsersWhereSet() {
        Rustc rustc = Rustc.probe(
                selection("cargo", null, Map.of("MACOSX_DEPLOYMENT_TARGET", "12.3")),
                PROCESSES,
                new ToolCache(directory.resolve("cache")));

        assertThat(rustc.deploymentTarget(new TargetTriple("aarch64-apple-darwin")))
                .isEqualTo("12.3");
    }

    @Test
    void toolchainFileOfTheFolderRules() throws IOException {
        Files.writeString(directory.resolve("rust-toolchain.toml"), "[toolchain]\nchannel = \"1.42.0\"\n");

        assertThatThrownBy(() -> Rustc.probe(
                        selection("cargo", null, Map.of()), PROCESSES, new ToolCache(directory.resolve("cache"))))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageMatching("(?s)the Rust toolchain that " + directory
                        + " asks for is not there: error: toolchain '1\\.42\\.0-\\S+' is not installed.*"
                        + "\n  Type: cd " + directory + " && rustup toolchain install");
    }

    @Test
    void toolchainOfThePomRules() {
        assertThatThrownBy(() -> Rustc.probe(
                        selection("cargo", "1.42.0", Map.of()), PROCESSES, new ToolCache(directory.resolve("cache"))))
                .isInstanceOf(ToolMissingException.class)
                .hasMessageContaining("'1.42.0-")
                .hasMessageEndingWith("\n  Type: rustup toolchain install 1.42.0");
    }

    @Test
    void rustcBesideTheCargoIsTakenThenThatOfTheVariable() throws IOException {
        Path sibling = script("rustc", "1.2.3");
        Path other = script("other-rustc", "4.5.6");
        String cargo = Files.createFile(directory.resolve("cargo")).toString();
        assertThat(sibling).isExecutable();

        assertThat(Rustc.probe(selection(cargo, null, Map.of()), PROCESSES, new ToolCache(directory.resolve("cache")))
                        .version()
                        .release())
                .isEqualTo("1.2.3");
        assertThat(Rustc.probe(
                                selection(cargo, null, Map.of("RUSTC", other.toString())),
                                PROCESSES,
                                new ToolCache(directory.resolve("cache")))
                        .version()
                        .release())
                .isEqualTo("4.5.6");
    }

    @Test
    void absentRustcIsNamedWithTheWayToGetIt() {
        var nowhere = new ToolchainSelection(
                directory, "cargo", null, new BuildEnvironment(Map.of(), Map.of("RUSTC", "/nowhere/rustc")));

        assertThatThrownBy(() -> Rustc.probe(nowhere, PROCESSES, new ToolCache(directory.resolve("cache"))))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage(
                        "cannot start /nowhere/rustc: it is not there, or not on PATH.\n"
                                + "  Install Rust with rustup (rustup.rs), or set <cargoExecutable> to the path of your cargo.");
    }

    @Test
    void compilerThatIsNoneIsAFailureWithItsOutput() throws IOException {
        Path broken = directory.resolve("broken");
        Files.writeString(broken, "#!/bin/sh\necho 'error: out of order' >&2\nexit 3\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> Rustc.probe(
                        selection("cargo", null, Map.of("RUSTC", broken.toString())),
                        PROCESSES,
                        new ToolCache(directory.resolve("cache"))))
                .isInstanceOf(ToolFailedException.class)
                .hasMessage("rustc --print sysroot failed in " + directory + ": error: out of order");
    }

    private Path script(String name, String release) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, """
                #!/bin/sh
                case "$1" in
                  -vV) printf 'rustc %s (abc 2020-01-01)\\nhost: x86_64-unknown-linux-gnu\\nrelease: %s\\n' ;;
                  *) echo /usr ;;
                esac
                """.formatted(release, release));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private ToolchainSelection selection(String cargo, @Nullable String toolchain, Map<String, String> overlay) {
        return new ToolchainSelection(directory, cargo, toolchain, new BuildEnvironment(System.getenv(), overlay));
    }
}
