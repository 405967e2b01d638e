package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.target.TargetTriple;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZigbuildAnswerTest {

    @Test
    void onlyWhatWasAddedOrChangedCounts() {
        var answer = ZigbuildAnswer.between(
                Map.of("HOME", "/home/me", "BINDGEN_EXTRA_CLANG_ARGS_t", "-DA", "PWD", "/a", "CARGO", "/stand-in"),
                Map.of(
                        "HOME", "/home/me",
                        "BINDGEN_EXTRA_CLANG_ARGS_t", "-DA -nostdinc",
                        "PWD", "/b",
                        "CARGO", "/stand-in",
                        "CC_t", "/w/zigcc",
                        "CARGO_ZIGBUILD_TARGET", "only one",
                        "CARGO_ZIGBUILD_TARGET_t", "each",
                        "BINDGEN_EXTRA_CLANG_ARGS_a-b", "spelt twice",
                        "_", "/usr/bin/awk",
                        "SHLVL", "2"));

        assertThat(answer.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "BINDGEN_EXTRA_CLANG_ARGS_t", "-DA -nostdinc",
                        "CC_t", "/w/zigcc",
                        "CARGO_ZIGBUILD_TARGET_t", "each"));
        assertThat(answer.path()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SDKROOT, false",
        "PKG_CONFIG_SYSROOT_DIR, false",
        "DB_PASSWORD, false",
        "CARGO_REGISTRY_TOKEN, false",
        "CARGO_TARGET_T_RUNNER, false",
        "BINDGEN_EXTRA_CLANG_ARGS_t, true",
        "CARGO_TARGET_T_LINKER, true",
    })
    void valueDecodedOtherwiseIsNoneThatWasAdded(String name, boolean added) {
        var answer = ZigbuildAnswer.between(Map.of(name, "p\uFFFDss"), Map.of(name, "p\u00E4ss"));

        assertThat(answer.variables().containsKey(name)).isEqualTo(added);
    }

    @Test
    void sdkThatCargoZigbuildFoundCounts() {
        assertThat(ZigbuildAnswer.between(Map.of(), Map.of("SDKROOT", "/sdk")).variables())
                .containsExactly(Map.entry("SDKROOT", "/sdk"));
    }

    @Test
    void foldersPutBeforeThePathAreReportedApart() {
        var answer = ZigbuildAnswer.between(
                Map.of("PATH", "/usr/bin"), Map.of("PATH", String.join(File.pathSeparator, "/w", "/x", "/usr/bin")));

        assertThat(answer.path()).containsExactly("/w", "/x");
        assertThat(answer.variables()).isEmpty();
    }

    @Test
    void environmentIsSortedByWhoReadsIt() {
        var mac = new TargetTriple("aarch64-apple-darwin");
        var windows = new TargetTriple("x86_64-pc-windows-gnu");
        var host = new TargetTriple("x86_64-unknown-linux-gnu");

        var environment = ZigbuildEnvironment.of(Map.of(
                new ZigTarget(mac, null, "11.0", null),
                new ZigbuildAnswer(
                        Map.of(
                                "CARGO_TARGET_AARCH64_APPLE_DARWIN_LINKER", "/mac/zigcc",
                                "CC_aarch64_apple_darwin", "/mac/zigcc",
                                "PKG_CONFIG_SYSROOT_DIR", "/sdk",
                                "CARGO_ZIGBUILD_CACHE_DIR", "/mac"),
                        List.of()),
                new ZigTarget(windows, null, null, null),
                new ZigbuildAnswer(Map.of("CARGO_ZIGBUILD_CACHE_DIR", "/windows"), List.of("/w")),
                new ZigTarget(host, "2.17", null, null),
                new ZigbuildAnswer(
                        Map.of("CARGO_TARGET_APPLIES_TO_HOST", "false", "CARGO_ZIGBUILD_CACHE_DIR", "/host"),
                        List.of())));

        assertThat(environment)
                .isEqualTo(new ZigbuildEnvironment(
                        Map.of(mac, Path.of("/mac/zigcc")),
                        Map.of(
                                "CC_aarch64_apple_darwin", "/mac/zigcc",
                                "PKG_CONFIG_SYSROOT_DIR_aarch64_apple_darwin", "/sdk",
                                "CARGO_ZIGBUILD_CACHE_DIR", "/mac"),
                        List.of(Path.of("/w"))));
    }
}
