package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallFailureTest {

    /** Lines that pip 23.0 and uv 0.13 printed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HASH    | ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated
                    HASH    | cause: Hash mismatch for `cargo-zigbuild==0.24.0`
                    DISK    | shutil.Error: [('/tmp/a', '/x/a', "[Errno 28] No space left on device: '/tmp/a' -> '/x/a'")]
                    NETWORK | WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('Cannot connect to proxy.')
                    NETWORK | cause: error sending request for url
                    ABSENT  | ERROR: No matching distribution found for cargo-zigbuild==0.24.0
                    OTHER   | ERROR: unknown command
                    """)
    void readsWhatTheClientPrinted(InstallFailure expected, String line) {
        assertThat(InstallFailure.of(List.of("first", line, "last"))).isEqualTo(expected);
    }

    @Test
    void noConnectionWeighsMoreThanTheVersionNotFoundForIt() {
        assertThat(InstallFailure.of(List.of(
                        "WARNING: Retrying after connection broken by 'Failed to establish a new connection'",
                        "ERROR: No matching distribution found for ziglang==0.17.1")))
                .isEqualTo(InstallFailure.NETWORK);
    }

    @Test
    void fullDiskNamesTheVariableThatMovesTheCache() {
        assertThat(InstallFailure.DISK.message(
                        "zig 1 and cargo-zigbuild 2",
                        Path.of("/cache"),
                        List.of("python3", "-m", "pip"),
                        List.of("OSError: [Errno 28] No space left on device")))
                .isEqualTo("cannot install zig 1 and cargo-zigbuild 2: the disk is full.\n"
                        + "    OSError: [Errno 28] No space left on device\n"
                        + "  Make room (500 MB are needed), or set RUST_CROSS_CACHE_DIR to a folder on another disk (now"
                        + " /cache).");
    }

    @Test
    void anythingElseShowsWhatTheClientSaid() {
        assertThat(InstallFailure.OTHER.message(
                        "zig 1", Path.of("/cache"), List.of("/usr/bin/uv", "pip"), List.of("noise", "error: odd")))
                .isEqualTo("cannot install zig 1: the installation failed.\n    error: odd\n"
                        + "  The settings in use: UV_INDEX_URL, uv.toml.");
    }
}
