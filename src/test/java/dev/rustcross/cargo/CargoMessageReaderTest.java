package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoMessage.BuildFinished;
import dev.rustcross.cargo.CargoMessage.BuildScriptExecuted;
import dev.rustcross.cargo.CargoMessage.CompilerArtifact;
import dev.rustcross.cargo.CargoMessage.Other;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CargoMessageReaderTest {

    @TempDir
    private Path folder;

    @Test
    @RequiresTool({"cargo", "cc"})
    void buildOfACrateForTheHost() throws Exception {
        CargoSandbox sandbox = new CargoSandbox(folder)
                .manifest("hello", "[lib]\ncrate-type = ['cdylib', 'rlib']")
                .write("hello/build.rs", "fn main() {}")
                .write("hello/src/lib.rs", "")
                .write("hello/src/main.rs", "fn main() {}");
        CargoPackage hello = sandbox.metadata("hello").memberPackages().get(0);

        List<CargoMessage> messages = build(sandbox);

        assertThat(messages).contains(new BuildScriptExecuted(hello.id())).endsWith(new BuildFinished(true));
        CompilerArtifact binary = artifact(messages, "bin");
        assertThat(binary.packageId()).isEqualTo(hello.id());
        assertThat(binary.targetName()).isEqualTo("hello");
        assertThat(binary.executable()).isExecutable().hasParent(sandbox.path("hello/target/debug"));
        assertThat(binary.filenames()).containsExactly(binary.executable());
        assertThat(binary.fresh()).isFalse();
        CompilerArtifact library = artifact(messages, "cdylib");
        assertThat(library.targetKinds()).containsExactly("cdylib", "rlib");
        assertThat(library.executable()).isNull();
        assertThat(library.filenames()).hasSizeGreaterThan(1).allMatch(Files::exists);
        assertThat(library.sharedLibrary()).isNotEmpty().allMatch(library.filenames()::contains);
        assertThat(binary.sharedLibrary()).isEmpty();

        assertThat(artifact(build(sandbox), "bin").fresh()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "cdylib, libhello.so libhello.rlib, libhello.so",
        "cdylib, libhello.dylib, libhello.dylib",
        "cdylib, hello.dll libhello.dll.a libhello.a, hello.dll libhello.dll.a",
        "cdylib, hello.dll hello.dll.lib hello.lib hello.pdb, hello.dll hello.dll.lib",
        "cdylib, hello.wasm, hello.wasm",
        "cdylib, libhello.rlib, ''",
        "dylib, libhello.so, ''",
    })
    void sharedLibraryOfEachSystem(String kind, String filenames, String expected) {
        var artifact = new CompilerArtifact("hello#1", "hello", List.of(kind), paths(filenames), null, false);

        assertThat(artifact.sharedLibrary()).isEqualTo(paths(expected));
    }

    private static List<Path> paths(String names) {
        return Stream.of(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> Path.of("target").resolve(name))
                .toList();
    }

    @Test
    void failedBuild() {
        assertThat(CargoMessageReader.read("{\"reason\":\"build-finished\",\"success\":false}"))
                .isEqualTo(new BuildFinished(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "warning: text of a wrapper",
                "{not json",
                "{\"reason\":\"build-finished\",\"success\":\"maybe",
                "{\"reason\":7.5e400,\"success\":[]}",
                "{\"reason\":\"compiler-message\",\"package_id\":\"a\",\"target\":{\"name\":\"x\",\"kind\":[\"bin\"]}}",
                "{\"reason\":\"of-a-later-cargo\"}",
                "{}",
            })
    void anythingElse(String line) {
        assertThat(CargoMessageReader.read(line)).isEqualTo(new Other(line));
    }

    private static List<CargoMessage> build(CargoSandbox sandbox) {
        return sandbox.cargo("hello", Map.of(), "build", "--message-format=json-render-diagnostics").stdout().stream()
                .map(CargoMessageReader::read)
                .toList();
    }

    private static CompilerArtifact artifact(List<CargoMessage> messages, String kind) {
        return messages.stream()
                .filter(CompilerArtifact.class::isInstance)
                .map(CompilerArtifact.class::cast)
                .filter(artifact -> artifact.targetKinds().contains(kind))
                .findFirst()
                .orElseThrow();
    }
}
