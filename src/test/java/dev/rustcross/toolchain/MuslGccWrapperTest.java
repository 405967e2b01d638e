package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.RequiresTool;
import dev.rustcross.testing.RequiresToolCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class MuslGccWrapperTest {

    @TempDir
    private Path folder;

    @Test
    void onlyTheScriptOfTheSpecsFileNeedsIt() throws IOException {
        assertThat(MuslGccWrapper.isNeededFor(script("exec gcc \"$@\" -specs musl-gcc.specs")))
                .isTrue();
        assertThat(MuslGccWrapper.isNeededFor(script("exec x86_64-linux-musl-gcc.real \"$@\"")))
                .isFalse();
        Path compiler = Files.writeString(folder.resolve("compiler"), "\u007fELF musl-gcc.specs");
        assertThat(MuslGccWrapper.isNeededFor(compiler)).isFalse();
    }

    @Test
    void translatesTheOneOptionAndPassesTheOthersOn() throws IOException {
        Path musl = script("for each do echo \"[$each]\"; done # musl-gcc.specs");
        Path wrapper = MuslGccWrapper.write(folder.resolve("it's a folder"), musl);

        Captured call = run(wrapper.toString(), "-o", "a b", "-static-pie", "", "$HOME", "-L/x");

        assertThat(call.stdout())
                .containsExactly(
                        "[-o]",
                        "[a b]",
                        "[-static]",
                        "[-Wl,-pie,--no-dynamic-linker,-z,text]",
                        "[]",
                        "[$HOME]",
                        "[-L/x]");
    }

    @Test
    void isWrittenOnceUnderANameOfItsContent() throws IOException {
        Path musl = script("# musl-gcc.specs");
        Path first = MuslGccWrapper.write(folder, musl);
        Path other = MuslGccWrapper.write(folder, Files.copy(musl, folder.resolve("another")));

        assertThat(MuslGccWrapper.write(folder, musl)).isEqualTo(first).isNotEqualTo(other);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sh"))).containsExactlyInAnyOrder(first, other);
        }
    }

    @Test
    @RequiresTool({"musl-gcc", "rustc"})
    void rustProgramLinkedThroughItRuns() throws IOException {
        Path musl = RequiresToolCondition.find("musl-gcc").orElseThrow();
        Path source = Files.writeString(folder.resolve("hello.rs"), "fn main() { println!(\"hello\"); }");
        Path program = folder.resolve("hello");
        Path linker = MuslGccWrapper.isNeededFor(musl) ? MuslGccWrapper.write(folder, musl) : musl;

        Captured compiler = run(
                "rustc",
                "--target",
                "x86_64-unknown-linux-musl",
                "-Clinker=" + linker,
                "-o",
                program.toString(),
                source.toString());

        assertThat(compiler.stderr()).isEmpty();
        assertThat(run(program.toString()).stdout()).containsExactly("hello");
    }

    private Path script(String line) throws IOException {
        Path file = Files.createTempFile(folder, "musl", "-gcc");
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Captured run(String... arguments) {
        return new SystemProcessRunner().capture(Command.of(folder, arguments));
    }
}
