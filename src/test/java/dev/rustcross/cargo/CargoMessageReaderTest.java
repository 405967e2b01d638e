package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

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
                .library("leaf", "")
                .manifest(
                        "hello", "[dependencies]\nleaf = { path = '../leaf' }\n[lib]\ncrate-type = ['cdylib', 'rlib']")
                .write("hello/build.rs", "fn main() {}")
                .write("hello/src/lib.rs", "")
                .write("hello/src/main.rs", "fn main() {}");
        CargoPackage hello = sandbox.metadata("hello").memberPackages().get(0);

        List<String> messages = build(sandbox);

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

        assertThat(messages).noneMatch(CargoMessageReader::isFreshDependency);

        List<String> unchanged = build(sandbox);

        assertThat(artifact(unchanged, "bin").fresh()).isTrue();
        assertThat(unchanged.stream()
                        .filter(CargoMessageReader::isFreshDependency)
                        .map(line ->
                                CargoMessageReader.artifact(line).orElseThrow().targetKinds()))
                .containsExactlyInAnyOrder(List.of("lib"), List.of("custom-build"));
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
        var artifact = new CompilerArtifact("hello#1", "hello", List.of(kind), paths(filenames), null, false, false);

        assertThat(artifact.sharedLibrary()).isEqualTo(paths(expected));
    }

    private static List<Path> paths(String names) {
        return Stream.of(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> Path.of("target").resolve(name))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "warning: text of a wrapper",
                "{not json",
                "{\"reason\":\"build-finished\",\"success\":true}",
                "{\"reason\":\"compiler-artifact\",\"package_id\":\"a",
                "{\"reason\":7.5e400,\"success\":[]}",
                "{\"reason\":\"compiler-message\",\"package_id\":\"a\",\"target\":{\"name\":\"x\",\"kind\":[\"bin\"]}}",
                "{\"reason\":\"of-a-later-cargo\"}",
                "{}",
            })
    void anythingElse(String line) {
        assertThat(CargoMessageReader.artifact(line)).isEmpty();
    }

    private static List<String> build(CargoSandbox sandbox) {
        return sandbox.cargo("hello", Map.of(), "build", "--message-format=json-render-diagnostics")
                .stdout();
    }

    private static CompilerArtifact artifact(List<String> messages, String kind) {
        return messages.stream()
                .flatMap(line -> CargoMessageReader.artifact(line).stream())
                .filter(artifact -> artifact.targetKinds().contains(kind))
                .findFirst()
                .orElseThrow();
    }
}
