package dev.rustcross.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkerCommandTest {

    @Test
    void theCallOfANewRustcIsShortened() {
        LinkerCommand call = LinkerCommand.last("""
                error: linking with `cc` failed: exit status: 1
                  |
                  = note:  "cc" "-m64" "/crate/target/deps/rustc9SrKFF/symbols.o" "<2 object files omitted>" "<sysroot>/lib/{libstd-*,liballoc-*}.rlib" "-o" "/crate/target/deps/hello-02ec" "say \\"hi\\""
                  = note: some arguments are omitted. use `--verbose` to show all linker arguments
                  = note: rust-lld: error: undefined symbol: no_such_symbol

                error: could not compile `hello` (bin "hello") due to 1 previous error

                Caused by:
                  process didn't exit successfully: `sccache /home/me/.rustup/toolchains/stable/bin/rustc --crate-name hello` (exit status: 1)
                """.lines().toList()).orElseThrow();

        assertThat(call.arguments())
                .containsExactly(
                        "cc",
                        "-m64",
                        "/crate/target/deps/rustc9SrKFF/symbols.o",
                        "<2 object files omitted>",
                        "<sysroot>/lib/{libstd-*,liballoc-*}.rlib",
                        "-o",
                        "/crate/target/deps/hello-02ec",
                        "say \"hi\"");
        assertThat(call.output()).contains("/crate/target/deps/hello-02ec");
        assertThat(call.unfolded("<sysroot>/lib/{libstd-*,liballoc-*}.rlib"))
                .containsExactly(
                        "/home/me/.rustup/toolchains/stable/lib/libstd-*.rlib",
                        "/home/me/.rustup/toolchains/stable/lib/liballoc-*.rlib");
        assertThat(LinkerCommand.omittedObjects("<2 object files omitted>")).contains(2);
        assertThat(LinkerCommand.omittedObjects("-m64")).isEmpty();
    }

    /** As rustc 1.76 wrote it, in https://github.com/rust-lang/rust/issues/122481. */
    @Test
    void theCallOfAnOldRustcHasVariables() {
        LinkerCommand call = LinkerCommand.last(
                        List.of(
                                "error: linking with `cc` failed: exit status: 1",
                                "  |",
                                "  = note: LC_ALL=\"C\" PATH=\"/usr/bin:/bin\" VSLANG=\"1033\" \"cc\" \"-m64\" \"/tmp/rustcPOYWsK/symbols.o\""))
                .orElseThrow();

        assertThat(call.environment()).containsEntry("LC_ALL", "C").containsEntry("PATH", "/usr/bin:/bin");
        assertThat(call.arguments()).containsExactly("cc", "-m64", "/tmp/rustcPOYWsK/symbols.o");
        assertThat(call.output()).isEmpty();
    }

    @Test
    void withoutALinkersFailureThereIsNone() {
        assertThat(LinkerCommand.last(List.of("error[E0308]: mismatched types", "  = note: \"cc\"")))
                .isEmpty();
    }
}
