package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.failure.Problem;
import dev.rustcross.plan.ResourceLayout.Place;
import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceLayoutTest {

    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "native/{classifier}/{file}, linux-amd64, x86_64-unknown-linux-gnu, native/linux-amd64/libhello.so",
        "{triple}/{file}, any, aarch64-unknown-linux-musl, aarch64-unknown-linux-musl/libhello.so",
        "lib/{os}-{arch}-{abi}/libnative-io.so, any, x86_64-unknown-linux-gnu, lib/linux-x86_64-gnu/libnative-io.so",
        "lib/{os}-{arch}-{abi}/{file}, any, armv7-unknown-linux-gnueabihf, lib/linux-armv7-gnueabihf/libhello.so",
        "lib/{os}-{arch}-{abi}/{file}, any, aarch64-apple-darwin, lib/darwin-aarch64/libhello.so",
        "lib/{os}_{arch}_{abi}/{file}, any, x86_64-unknown-freebsd, lib/freebsd_x86_64/libhello.so",
        "{os}/{arch}/{abi}/{file}, any, x86_64-pc-windows-msvc, windows/x86_64/msvc/libhello.so",
        "{os}/{abi}/{file}, any, aarch64-linux-android, linux/android/libhello.so",
        "{abi}/{file}, any, aarch64-apple-darwin, libhello.so",
        "{os}/{abi}/{file}, any, aarch64-apple-darwin, darwin/libhello.so",
        "native/{abi}-{os}/{file}, any, aarch64-apple-darwin, native/darwin/libhello.so",
        "native/{abi}/{file}, any, aarch64-apple-darwin, native/libhello.so",
        "{os}.{arch}/{file}, any, wasm32-wasip1, wasip1.wasm32/libhello.so",
    })
    void placeholdersStandForPartsOfTheTriple(String layout, String classifier, String triple, String path) {
        assertThat(ResourceLayout.parse(layout, problems).path(classifier, new TargetTriple(triple), "libhello.so"))
                .isEqualTo(path);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "native/{classifier}/{file}, native/darwin-universal/libhello.dylib",
        "{triple}/{os}-{arch}-{abi}/{file}, universal2-apple-darwin/darwin-universal/libhello.dylib",
    })
    void theUniversalLibraryHasNamesOfItsOwn(String layout, String path) {
        assertThat(new ResourceLayout(layout).path("darwin-universal", null, "libhello.dylib"))
                .isEqualTo(path);
    }

    @Test
    void aPlaceholderThatThereIsNot() {
        ResourceLayout.parse("native/{clasifier}/{file}", problems);

        assertThat(problems)
                .containsExactly(
                        new Problem(
                                "<resourceLayout>",
                                "unknown placeholder {clasifier}",
                                "native/{clasifier}/{file}",
                                "did you mean {classifier}? The placeholders are {classifier}, {triple}, {file}, {os}, {arch}, {abi}."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/native/{file}", "../{file}", "native/../../{file}", "native\\{file}", "native//{file}"})
    void aPathOutsideTheJar(String layout) {
        ResourceLayout.parse(layout, problems);

        assertThat(problems)
                .containsExactly(
                        new Problem(
                                "<resourceLayout>",
                                "not a path inside a jar",
                                layout,
                                "write a relative path with forward slashes and without .., such as native/{classifier}/{file}."));
    }

    @Test
    void aPathThatIsNoneForOneOfTheTargets() {
        var layout = new ResourceLayout("{abi}");
        String path = layout.path("darwin-arm64", new TargetTriple("aarch64-apple-darwin"), "libhello.dylib");

        assertThat(ResourceLayout.problems(List.of(new Place(path, "libhello.dylib of darwin-arm64")), "{abi}"))
                .containsExactly(new Problem(
                        "<resourceLayout>",
                        "libhello.dylib of darwin-arm64 would be , which is no path inside a jar",
                        "{abi}",
                        "write a layout that is a path for each target, such as native/{classifier}/{file}."));
    }

    @Test
    void twoFilesOnOnePath() {
        List<Place> places = List.of(
                new Place("lib/hello.so", "libhello.so of linux-amd64"),
                new Place("lib/other.so", "libother.so of linux-amd64"),
                new Place("lib/hello.so", "libhello.so of linux-arm64"));

        assertThat(ResourceLayout.problems(places, "lib/{file}"))
                .containsExactly(new Problem(
                        "<resourceLayout>",
                        "libhello.so of linux-arm64 and libhello.so of linux-amd64 would both be lib/hello.so",
                        "lib/{file}",
                        "name {file}, and {classifier} or {triple}, in it."));
    }
}
