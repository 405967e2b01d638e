package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.target.TargetTriple;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultLinkerTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            x86_64-unknown-linux-gnu,    x86_64-unknown-linux-gnu, cc
            i686-unknown-linux-gnu,      x86_64-unknown-linux-gnu, cc
            aarch64-unknown-linux-musl,  x86_64-unknown-linux-gnu, cc
            x86_64-apple-darwin,         aarch64-apple-darwin,     cc
            x86_64-unknown-freebsd,      x86_64-unknown-freebsd,   cc
            x86_64-unknown-freebsd,      x86_64-unknown-linux-gnu,
            aarch64-linux-android,       x86_64-unknown-linux-gnu,
            x86_64-pc-windows-gnu,       x86_64-unknown-linux-gnu, x86_64-w64-mingw32-gcc
            i686-pc-windows-gnu,         aarch64-apple-darwin,     i686-w64-mingw32-gcc
            aarch64-pc-windows-gnullvm,  x86_64-unknown-linux-gnu, aarch64-w64-mingw32-clang
            x86_64-pc-windows-msvc,      x86_64-unknown-linux-gnu, link.exe
            wasm32-unknown-unknown,      x86_64-unknown-linux-gnu,
            x86_64-pc-windows-gnu,       x86_64-pc-windows-msvc,
            x86_64-unknown-linux-gnu,    x86_64-pc-windows-msvc,
            """)
    void ofATripleOnAHost(String triple, String host, String linker) {
        assertThat(DefaultLinker.of(new TargetTriple(triple), new TargetTriple(host)))
                .isEqualTo(Optional.ofNullable(linker));
    }
}
