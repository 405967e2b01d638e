package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.LipoMode;
import dev.rustcross.testing.ABuild;
import dev.rustcross.testing.ATarget;
import dev.rustcross.testing.RecordingLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FusionTest {

    private static final String X86 = "x86_64-apple-darwin";
    private static final String ARM = "aarch64-apple-darwin";

    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();
    private BuiltCrate crate;

    @BeforeEach
    void createCrate() {
        crate = new BuiltCrate(folder);
    }

    private BuildRequest both() {
        return ABuild.in(folder, ATarget.of(X86), ATarget.of(ARM)).build();
    }

    /** Returns a request whose binaries are built for both Macs, in another order for each. */
    private BuildRequest built(String... names) throws Exception {
        for (int i = 0; i < names.length; i++) {
            crate.binary(X86, "cli", names[i]).binary(ARM, "cli", names[names.length - 1 - i]);
        }
        BuildRequest request = both();
        crate.record(request);
        return request;
    }

    private Path fused(String name) {
        return folder.resolve("target/rust-cross/bin/universal2-apple-darwin").resolve(name);
    }

    private List<UniversalBinary> recorded(BuildRequest request) {
        return new Records(request.outputDirectory())
                .find(UniversalRecord.KIND)
                .orElseThrow()
                .binaries();
    }

    private void fuse(BuildRequest request) {
        new Fusion(log).run(request);
    }

    @Test
    void aLibraryIsNoHalfOfAProgramOfItsName() throws Exception {
        crate.binary(X86, "cli", "myapp").library(X86, "cli", "myapp").library(ARM, "cli", "myapp");
        crate.binary(ARM, "cli", "myapp");
        BuildRequest request = both();
        crate.record(request);

        fuse(request);

        assertThat(recorded(request))
                .extracting(UniversalBinary::kind, UniversalBinary::file)
                .containsExactly(
                        tuple(CrateProduct.Kind.BINARY, fused("myapp")),
                        tuple(CrateProduct.Kind.LIBRARY, fused("libmyapp.dylib")));
        for (String file : List.of("myapp", "libmyapp.dylib")) {
            assertThat(Files.readString(fused(file), StandardCharsets.ISO_8859_1))
                    .contains(X86 + " cli:myapp", ARM + " cli:myapp");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {X86, ARM})
    void aPrebuiltHalfIsPairedByItsFile(String prebuilt) throws Exception {
        for (String half : List.of(X86, ARM)) {
            boolean known = !half.equals(prebuilt);
            crate.binary(half, known ? "cli" : "", "my-app");
            crate.library(half, known ? "cli" : "", "greeting");
        }
        BuildRequest request = both();
        crate.record(request);

        fuse(request);

        var records = new Records(request.outputDirectory());
        assertThat(UniversalRecord.of(request, records, BinariesRecord.of(request, records))
                        .binaries())
                .as("as the goals read it that follow")
                .extracting(UniversalBinary::packageName, UniversalBinary::name)
                .containsExactly(tuple("cli", "my-app"), tuple("cli", "greeting"));
        assertThat(log.lines("warn")).isEmpty();
    }

    @Test
    void halvesArePairedByPackageAndName() throws Exception {
        BuildRequest request = built("myapp", "tool");

        fuse(request);

        assertThat(recorded(request)).extracting(UniversalBinary::name).containsExactly("myapp", "tool");
        for (String name : List.of("myapp", "tool")) {
            assertThat(Files.readString(fused(name), StandardCharsets.ISO_8859_1))
                    .contains(X86 + " cli:" + name, ARM + " cli:" + name);
        }
        assertThat(log.lines())
                .containsExactly(
                        "info: Fused myapp for x86_64 and arm64: " + fused("myapp"),
                        "info: Fused tool for x86_64 and arm64: " + fused("tool"));
    }

    @Test
    void whatIsFusedAndUnchangedIsLeftAlone() throws Exception {
        BuildRequest request = built("myapp", "tool");
        fuse(request);
        FileTime before = Files.getLastModifiedTime(fused("myapp"));
        Files.write(crate.file(ARM, "tool"), BuiltCrate.content(ARM, "new"));

        fuse(request);

        assertThat(Files.getLastModifiedTime(fused("myapp"))).isEqualTo(before);
        assertThat(Files.readString(fused("tool"), StandardCharsets.ISO_8859_1)).contains(ARM + " new");

        Files.delete(fused("myapp"));
        fuse(request);
        assertThat(fused("myapp")).exists();
    }

    @Test
    void whatWasReplacedIsFusedAgain() throws Exception {
        BuildRequest request = built("myapp");
        fuse(request);
        Files.writeString(fused("myapp"), "of a build that was killed");

        fuse(request);

        assertThat(Files.readString(fused("myapp"), StandardCharsets.ISO_8859_1))
                .contains(X86 + " cli:myapp");
    }

    @Test
    void whatAnotherPluginFusedIsFusedAgain() throws Exception {
        BuildRequest request = built("myapp");
        fuse(request);
        new Records(request.outputDirectory())
                .write(UniversalRecord.KIND, new UniversalRecord(request.digest(), "another", recorded(request)));

        fuse(request);

        assertThat(log.lines("info"))
                .filteredOn(line -> line.startsWith("Fused myapp"))
                .hasSize(2);
    }

    @Test
    void aBinaryWithOneHalfIsNamed() throws Exception {
        crate.binary(X86, "cli", "x86-only").binary(ARM, "cli", "arm-only");
        BuildRequest request = built("myapp");

        fuse(request);

        assertThat(recorded(request)).extracting(UniversalBinary::name).containsExactly("myapp");
        assertThat(log.lines("warn"))
                .containsExactly(
                        "no universal binary of x86-only: " + ARM + " has none",
                        "no universal binary of arm-only: " + X86 + " has none");
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUE", "ONLY"})
    void whereFusionIsAskedForAMissingHalfIsAnError(LipoMode mode) throws Exception {
        crate.binary(X86, "cli", "x86-only").binary(ARM, "cli", "arm-only");
        built("myapp");
        BuildRequest request =
                ABuild.in(folder, ATarget.of(X86), ATarget.of(ARM)).lipo(mode).build();
        crate.record(request);

        assertThatThrownBy(() -> fuse(request))
                .isInstanceOf(ToolFailedException.class)
                .hasMessage("""
                        <lipo>%s</lipo>, but these binaries were built for one half alone:
                            x86-only: aarch64-apple-darwin has none
                            arm-only: x86_64-apple-darwin has none
                          Let both macOS targets build them (the same <features>, no cfg or required-features that leaves one \
                        out), name the others by <binaries>, or write <lipo>auto</lipo>.""".formatted(mode.value()));
        assertThat(fused("myapp")).doesNotExist();
        assertThat(new Records(request.outputDirectory()).find(UniversalRecord.KIND))
                .isEmpty();
    }

    @Test
    void notFusedIsRecordedToo() throws Exception {
        BuildRequest request = ABuild.in(folder, ATarget.of(X86)).build();
        crate.binary(X86, "cli", "myapp").record(request);

        fuse(request);

        assertThat(recorded(request)).isEmpty();
        assertThat(log.lines()).containsExactly("info: no universal binary: aarch64-apple-darwin is not built");
    }

    @Test
    void somethingElseThanMachO() throws Exception {
        BuildRequest request = built("myapp");
        Files.writeString(crate.file(ARM, "myapp"), "#!/bin/sh");

        assertThatThrownBy(() -> fuse(request))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageStartingWith("cannot fuse myapp: " + crate.file(ARM, "myapp") + ": ");
        assertThat(fused("myapp")).doesNotExist();
    }

    @Test
    void nothingIsBuiltYet() {
        assertThatThrownBy(() -> fuse(both()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("no record of the goal build there");
    }

    @Test
    void aDryRunSaysWhatItWouldDo() {
        assertThat(new Fusion(log).describe(both()))
                .containsExactly("Would fuse the binaries of x86_64-apple-darwin and aarch64-apple-darwin");
        assertThat(new Fusion(log).describe(ABuild.in(folder, ATarget.of(ARM)).build()))
                .containsExactly("no universal binary: x86_64-apple-darwin is not built");
        assertThat(new Fusion(log)
                        .describe(ABuild.in(folder, ATarget.of(X86), ATarget.of(ARM))
                                .lipo(LipoMode.FALSE)
                                .build()))
                .isEmpty();
    }
}
