package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct.Kind;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrebuiltBinariesTest {

    private static final String MAC = "aarch64-apple-darwin";
    private static final String WINDOWS = "x86_64-pc-windows-msvc";

    @TempDir
    private Path folder;

    private Path binaries;
    private final RecordingLog log = new RecordingLog();

    @BeforeEach
    void createFolder() throws IOException {
        binaries = Files.createDirectories(folder.resolve("binaries"));
    }

    private Path program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, BuiltCrate.content(MAC, "program"));
    }

    private Optional<List<BuiltBinary>> take(ATarget target, String... names) {
        BuildRequest request =
                ABuild.in(folder, target.prebuilt(binaries)).binaries(names).build();
        return new PrebuiltBinaries(request, log).take(request.targets().get(0), binaries);
    }

    @Test
    void programsAndLibrariesAreTakenAndNothingElse() throws IOException {
        program(binaries.resolve("tool"));
        Files.writeString(binaries.resolve("greeting.dll.lib"), "!<arch>");
        Files.writeString(binaries.resolve("LICENSE"), "MIT");

        List<BuiltBinary> taken = take(ATarget.of(WINDOWS)).orElseThrow();

        assertThat(taken)
                .extracting(BuiltBinary::target, BuiltBinary::packageName, BuiltBinary::kind, BuiltBinary::name)
                .containsExactly(tuple(WINDOWS, "", Kind.LIBRARY, "greeting"), tuple(WINDOWS, "", Kind.BINARY, "tool"));
        assertThat(taken.get(1).file())
                .isEqualTo(folder.resolve("target/rust-cross/bin/" + WINDOWS + "/tool"))
                .hasSameBinaryContentAs(binaries.resolve("tool"));
        assertThat(log.lines("info")).containsExactly("prebuilt: " + WINDOWS + ", 2 files of " + binaries);
    }

    @Test
    void anUnpackedArchiveHoldsItsFilesInAFolder() throws IOException {
        program(binaries.resolve("app-1.0-darwin-arm64/app"));
        Files.writeString(binaries.resolve("app-1.0-darwin-arm64/README.md"), "text");

        assertThat(take(ATarget.of(MAC)).orElseThrow())
                .extracting(BuiltBinary::name)
                .containsExactly("app");
    }

    @Test
    void onlyTheProgramsThatAreAskedFor() throws IOException {
        program(binaries.resolve("app"));
        program(binaries.resolve("tool"));

        assertThat(take(ATarget.of(MAC), "app").orElseThrow())
                .extracting(BuiltBinary::name)
                .containsExactly("app");
    }

    /** As those of two reproducible archives are, whose times are fixed. */
    @Test
    void othersOfTheSameSizeAndTime() throws IOException {
        FileTime time = FileTime.fromMillis(315_532_800_000L);
        Path source = program(binaries.resolve("app"));
        Files.setLastModifiedTime(source, time);
        BuiltBinary first = take(ATarget.of(MAC)).orElseThrow().get(0);
        assertThat(take(ATarget.of(MAC)).orElseThrow()).as("unchanged").containsExactly(first);

        Files.write(source, BuiltCrate.content(MAC, "PROGRAM"));
        Files.setLastModifiedTime(source, time);
        BuiltBinary second = take(ATarget.of(MAC)).orElseThrow().get(0);

        assertThat(second.file()).hasSameBinaryContentAs(source);
        assertThat(second.state()).isNotEqualTo(first.state());
    }

    @Test
    void twoUnpackedArchivesAreAmbiguous() throws IOException {
        program(binaries.resolve("app-1.0-darwin-arm64/app"));
        program(binaries.resolve("app-1.1-darwin-arm64/app"));

        assertThatThrownBy(() -> take(ATarget.of(MAC)))
                .hasMessageContaining("<prebuilt>: no program or library is in that folder, but several folders:"
                        + " app-1.0-darwin-arm64, app-1.1-darwin-arm64");
    }

    @Test
    void nothingThere() throws IOException {
        assertThatThrownBy(() -> take(ATarget.of(MAC)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("""
                        1 problem in the rust-cross configuration:
                          1. <targets><target>[1]<prebuilt>: no program or library is in that folder
                             value: %s
                             fix:   put the binaries of aarch64-apple-darwin there before the goal build runs, or remove \
                        <prebuilt> to compile them.""".formatted(binaries));

        assertThat(take(ATarget.of(MAC).skippable())).isEmpty();
        Files.delete(binaries);
        assertThat(take(ATarget.of(MAC).skippable())).isEmpty();
        assertThat(log.lines("warn"))
                .containsExactly(
                        "Skipped, as <ifUnavailable> says: " + MAC + ": no program or library is in that folder: "
                                + binaries + ".",
                        "Skipped, as <ifUnavailable> says: " + MAC + ": no such folder: " + binaries + ".");
    }
}
