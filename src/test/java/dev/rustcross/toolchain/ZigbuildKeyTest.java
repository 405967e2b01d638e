package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZigbuildKeyTest {

    private static final ZigToolchain ZIG =
            new ZigToolchain(Path.of("/z/cargo-zigbuild"), Path.of("/z/zig"), "0.24.0", "0.17.1", true);
    private static final TargetTriple HOST = new TargetTriple("x86_64-unknown-linux-gnu");
    private static final RustcVersion RUSTC = new RustcVersion("rustc 1.95.0 (abc)", "1.95.0", "abc", HOST);
    private static final TargetTriple MUSL = new TargetTriple("x86_64-unknown-linux-musl");
    private static final TargetTriple MAC = new TargetTriple("x86_64-apple-darwin");
    private static final ZigTarget TARGET = new ZigTarget(MUSL, null, null, null);
    private static final Map<String, String> NO_VARIABLES = Map.of();

    static Stream<Arguments> differences() {
        var otherZig = new ZigToolchain(ZIG.cargoZigbuild(), ZIG.zig(), "0.24.0", "0.17.2", true);
        var otherPlace = new ZigToolchain(ZIG.cargoZigbuild(), Path.of("/y/zig"), "0.24.0", "0.17.1", true);
        var otherZigbuild = new ZigToolchain(ZIG.cargoZigbuild(), ZIG.zig(), "0.24.1", "0.17.1", true);
        var otherRustc = new RustcVersion("rustc 1.96.0 (def)", "1.96.0", "def", HOST);
        return Stream.of(
                Arguments.of("zig's version", ZigbuildKey.of(otherZig, RUSTC, TARGET, false, NO_VARIABLES)),
                Arguments.of("zig's place", ZigbuildKey.of(otherPlace, RUSTC, TARGET, false, NO_VARIABLES)),
                Arguments.of("cargo-zigbuild", ZigbuildKey.of(otherZigbuild, RUSTC, TARGET, false, NO_VARIABLES)),
                Arguments.of("rustc", ZigbuildKey.of(ZIG, otherRustc, TARGET, false, NO_VARIABLES)),
                Arguments.of(
                        "triple",
                        ZigbuildKey.of(ZIG, RUSTC, new ZigTarget(HOST, null, null, null), false, NO_VARIABLES)),
                Arguments.of("floor", of(new ZigTarget(HOST, "2.17", null, null), NO_VARIABLES)),
                Arguments.of("another floor", of(new ZigTarget(HOST, "2.28", null, null), NO_VARIABLES)),
                Arguments.of("macosMin", of(new ZigTarget(MAC, null, "10.12", null), NO_VARIABLES)),
                Arguments.of("another macosMin", of(new ZigTarget(MAC, null, "11.0", null), NO_VARIABLES)),
                Arguments.of("cpu", of(new ZigTarget(MUSL, null, null, "haswell"), NO_VARIABLES)),
                Arguments.of("dlltool", ZigbuildKey.of(ZIG, RUSTC, TARGET, true, NO_VARIABLES)),
                Arguments.of("SDKROOT", of(TARGET, Map.of("SDKROOT", "/sdk"))),
                Arguments.of("CC", of(TARGET, Map.of("CC_x86_64_unknown_linux_musl", "gcc"))),
                Arguments.of("CC's value", of(TARGET, Map.of("CC_x86_64_unknown_linux_musl", "clang"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void whateverDecidesTheAnswerChangesTheKey(String what, String key) {
        assertThat(key).isNotEqualTo(of(TARGET, NO_VARIABLES));
        assertThat(differences().map(row -> row.get()[1])).as("all keys").doesNotHaveDuplicates();
    }

    @Test
    void keyBeginsWithWhatAReaderKnows() {
        assertThat(of(new ZigTarget(HOST, "2.17", null, null), NO_VARIABLES))
                .matches("x86_64-unknown-linux-gnu\\.2\\.17-[0-9a-f]{16}");
    }

    @Test
    void otherVariablesAndTheirOrderDoNotMatter() {
        assertThat(of(TARGET, Map.of("HOME", "/home/me", "PATH", "/bin", "CARGO_TARGET_DIR", "/t")))
                .isEqualTo(of(TARGET, NO_VARIABLES));
    }

    @ParameterizedTest
    @CsvSource({
        "CC, true",
        "CC_x86_64_unknown_linux_musl, true",
        "CC_x86_64-unknown-linux-musl, true",
        "CXX, true",
        "AR_x86_64_apple_darwin, true",
        "RANLIB, true",
        "CARGO_TARGET_X86_64_APPLE_DARWIN_LINKER, true",
        "CMAKE_TOOLCHAIN_FILE, true",
        "TARGET_CMAKE_TOOLCHAIN_FILE, true",
        "BINDGEN_EXTRA_CLANG_ARGS, true",
        "SDKROOT, true",
        "RUSTFLAGS, false",
        "CARGO_ENCODED_RUSTFLAGS, false",
        "CARGO_BUILD_RUSTFLAGS, false",
        "CARGO_TARGET_DIR, false",
        "CCACHE_DIR, false",
        "ARCH, false",
        "CARGO_HOME, false",
        "MACOSX_DEPLOYMENT_TARGET, false",
    })
    void variablesThatCargoZigbuildReads(String name, boolean read) {
        assertThat(ZigbuildKey.isRead(name)).isEqualTo(read);
    }

    private static String of(ZigTarget target, Map<String, String> variables) {
        return ZigbuildKey.of(ZIG, RUSTC, target, false, variables);
    }
}
