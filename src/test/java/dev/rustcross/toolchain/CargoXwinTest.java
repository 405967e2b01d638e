package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CargoXwinTest {

    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();

    private CargoXwin xwin() {
        return new CargoXwin(new BuildEnvironment(variables, Map.of()), "Linux", home);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            Linux,      -,              -,    -,        /home/me/.cache/cargo-xwin/xwin
            Linux,      XDG_CACHE_HOME, /xdg, -,        /xdg/cargo-xwin/xwin
            Mac OS X,   -,              -,    -,        /home/me/Library/Caches/cargo-xwin/xwin
            Windows 11, LOCALAPPDATA,   /app, -,        /app/cargo-xwin/xwin
            Linux,      XWIN_CACHE_DIR, /own, -,        /own/xwin
            Linux,      XWIN_CACHE_DIR, /own, clang-cl, /own/xwin
            Linux,      XWIN_CACHE_DIR, /own, clang,    /own/windows-msvc-sysroot
            """)
    void sdkIsWhereCargoXwinKeepsIt(String system, String variable, String value, String compiler, Path expected) {
        if (variable != null) {
            variables.put(variable, value);
        }
        if (compiler != null) {
            variables.put("XWIN_CROSS_COMPILER", compiler);
        }

        var xwin = new CargoXwin(new BuildEnvironment(variables, Map.of()), system, Path.of("/home/me"));

        assertThat(xwin.sdk()).isEqualTo(expected);
        assertThat(xwin.sdkMarker()).isEqualTo(expected.resolve("DONE"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            x86_64 aarch64,     -,             true
            aarch64 x86_64 x86, -,             true
            x86_64,             -,             false
            x86_64,             x86_64,        true
            x86_64 aarch64,     'x86,x86_64',  false
            '',                 -,             false
            """)
    void sdkIsThereWhenAllItsArchitecturesAre(String marked, String asked, boolean there) throws IOException {
        if (asked != null) {
            variables.put("XWIN_ARCH", asked);
        }
        assertThat(xwin().hasSdk()).as("without a marker").isFalse();

        Files.createDirectories(xwin().sdk());
        Files.writeString(xwin().sdkMarker(), marked + "\nfile.vsix\n");

        assertThat(xwin().hasSdk()).isEqualTo(there);
    }

    @Test
    void sysrootForClangHasAMarkerWithItsAddressAlone() throws IOException {
        variables.put("XWIN_CROSS_COMPILER", "clang");
        Files.createDirectories(xwin().sdk());
        assertThat(xwin().hasSdk()).isFalse();

        Files.writeString(xwin().sdkMarker(), "an address");

        assertThat(xwin().hasSdk()).isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void programIsFoundWhereCargoFindsIt() throws IOException {
        assertThat(xwin().program()).isEmpty();

        Path installed = program(home.resolve(".cargo/bin"));
        assertThat(xwin().program()).contains(installed);

        variables.put("CARGO_HOME", home.resolve("other").toString());
        assertThat(xwin().program()).isEmpty();

        Path onPath = program(home.resolve("bin"));
        variables.put("PATH", home.resolve("bin").toString());
        assertThat(xwin().program()).contains(onPath);
    }

    @Test
    void everyObstacleIsNamed() throws IOException {
        assertThat(xwin().obstacles(false, true))
                .extracting(Obstacle::name, Obstacle::remedy)
                .containsExactly(
                        tuple(
                                "cargo-xwin",
                                "install cargo-xwin (`cargo install --locked cargo-xwin`, or `pip install cargo-xwin`)"),
                        tuple(
                                "Microsoft's licence",
                                "read the licence of what cargo-xwin downloads"
                                        + " (https://go.microsoft.com/fwlink/?LinkId=2086102) and, where you accept it,"
                                        + " write <acceptMicrosoftLicense>true</acceptMicrosoftLicense>"),
                        tuple(
                                "Microsoft's SDK",
                                "type `cargo xwin cache xwin` once while online, as Maven is offline (-o) and "
                                        + xwin().sdk() + " does not hold Microsoft's SDK"));
        assertThat(xwin().obstacles(true, false)).extracting(Obstacle::name).containsExactly("cargo-xwin");

        variables.put("XWIN_CROSS_COMPILER", "clang");
        assertThat(xwin().obstacles(true, true))
                .last()
                .extracting(Obstacle::remedy)
                .asString()
                .startsWith("type `cargo xwin cache windows-msvc-sysroot` once");

        Files.createDirectories(xwin().sdk());
        Files.createFile(xwin().sdkMarker());
        assertThat(xwin().obstacles(true, true)).extracting(Obstacle::name).containsExactly("cargo-xwin");
    }

    private static Path program(Path folder) throws IOException {
        Path program = Files.createDirectories(folder).resolve("cargo-xwin");
        Files.createFile(program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return program;
    }

    @Test
    void librariesOf32BitsAreAskedFor() {
        var windows = new TargetTriple("x86_64-pc-windows-msvc");

        assertThat(xwin().variables(List.of(windows))).isEmpty();
        assertThat(xwin().variables(List.of(windows, new TargetTriple("i686-pc-windows-msvc"))))
                .containsExactly(Map.entry("XWIN_ARCH", "x86_64,aarch64,x86"));
    }
}
