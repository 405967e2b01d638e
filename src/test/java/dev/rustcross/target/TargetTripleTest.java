package dev.rustcross.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTripleTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            x86_64-unknown-linux-gnu,           x86_64,       gnu,         linux glibc
            aarch64-unknown-linux-musl,         aarch64,      musl,        linux musl
            armv7-unknown-linux-gnueabihf,      armv7,        gnueabihf,   linux glibc
            armv7-unknown-linux-musleabihf,     armv7,        musleabihf,  linux musl
            x86_64-unknown-linux-gnux32,        x86_64,       gnux32,      linux glibc
            riscv64gc-unknown-linux-gnu,        riscv64gc,    gnu,         linux glibc
            aarch64-unknown-linux-ohos,         aarch64,      ohos,        linux
            aarch64-linux-android,              aarch64,      android,     android
            armv7-linux-androideabi,            armv7,        androideabi, android
            x86_64-apple-darwin,                x86_64,       darwin,      macos
            aarch64-apple-darwin,               aarch64,      darwin,      macos
            aarch64-apple-ios,                  aarch64,      ios,         ''
            x86_64-pc-windows-gnu,              x86_64,       gnu,         windows
            x86_64-pc-windows-msvc,             x86_64,       msvc,        windows
            aarch64-pc-windows-gnullvm,         aarch64,      gnullvm,     windows
            i686-win7-windows-gnu,              i686,         gnu,         windows
            x86_64-unknown-freebsd,             x86_64,       freebsd,     ''
            wasm32-wasip1,                      wasm32,       wasip1,      ''
            """)
    void factsAreReadFromTheName(String name, String architecture, String abi, String facts) {
        var triple = new TargetTriple(name);

        assertThat(triple.architecture()).isEqualTo(architecture);
        assertThat(triple.abi()).isEqualTo(abi);
        assertThat(factsOf(triple)).isEqualTo(facts);
    }

    private static String factsOf(TargetTriple triple) {
        return String.join(
                " ",
                Stream.of(
                                triple.isLinux() ? "linux" : "",
                                triple.isAndroid() ? "android" : "",
                                triple.isGlibc() ? "glibc" : "",
                                triple.isMusl() ? "musl" : "",
                                triple.isMacOs() ? "macos" : "",
                                triple.isWindows() ? "windows" : "")
                        .filter(fact -> !fact.isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64-unknown-linux-musl, my-app",
        "aarch64-apple-darwin, my-app",
        "x86_64-pc-windows-gnu, my-app.exe",
        "aarch64-pc-windows-msvc, my-app.exe",
    })
    void executableNameFollowsThePlatform(String name, String file) {
        assertThat(new TargetTriple(name).executableName("my-app")).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64-unknown-linux-musl, x86_64_unknown_linux_musl, X86_64_UNKNOWN_LINUX_MUSL",
        "thumbv8m.main-none-eabi,   thumbv8m_main_none_eabi,   THUMBV8M_MAIN_NONE_EABI",
    })
    void variablesHoldUnderscores(String name, String suffix, String infix) {
        var triple = new TargetTriple(name);

        assertThat(triple.variableSuffix()).isEqualTo(suffix);
        assertThat(triple.cargoVariableInfix()).isEqualTo(infix);
    }

    @Test
    void sortsByName() {
        assertThat(Stream.of("x86_64-apple-darwin", "aarch64-apple-darwin")
                        .map(TargetTriple::new)
                        .sorted()
                        .map(TargetTriple::toString))
                .containsExactly("aarch64-apple-darwin", "x86_64-apple-darwin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void blankIsNoTriple(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TargetTriple(name))
                .withMessage("a target triple cannot be blank");
    }
}
