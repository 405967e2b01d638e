package dev.rustcross.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.process.Command;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownTriplesTest {

    @ParameterizedTest
    @ValueSource(strings = {"x86_64-unknown-linux-musl", "aarch64-apple-darwin", "x86_64-pc-windows-gnu"})
    void knowsRealTriples(String name) {
        assertThat(KnownTriples.contains(new TargetTriple(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x86_64-unknown-linux", "linux-amd64", "X86_64-unknown-linux-gnu", "universal2-apple-darwin"})
    void doesNotKnowOthers(String name) {
        assertThat(KnownTriples.contains(new TargetTriple(name))).isFalse();
    }

    @Test
    @RequiresTool("rustc")
    void knowsMostOfWhatTheInstalledCompilerHas(@TempDir Path folder) {
        var list = new SystemProcessRunner().capture(Command.of(folder, "rustc", "--print", "target-list"));

        long known = list.stdout().stream()
                .map(TargetTriple::new)
                .filter(KnownTriples::contains)
                .count();
        assertThat(known).isGreaterThan(list.stdout().size() * 9L / 10);
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64-unknown-linux-mussl, x86_64-unknown-linux-musl",
        "x86_64-linux-musl,          x86_64-unknown-linux-musl",
        "aarch64-linux-gnu,          aarch64-unknown-linux-gnu",
        "arm64-apple-darwin,         aarch64-apple-darwin",
        "amd64-linux-gnu,            x86_64-unknown-linux-gnu",
        "aarch64-darwin,             aarch64-apple-darwin",
        "x86_64-windows-gnu,         x86_64-pc-windows-gnu",
        "x86_64-pc-windows-mingw,    x86_64-pc-windows-gnu",
    })
    void suggestsTheNearest(String misspelt, String suggested) {
        assertThat(KnownTriples.nearest(misspelt)).contains(suggested);
    }

    @Test
    void suggestsNothingForSomethingElse() {
        assertThat(KnownTriples.nearest("?")).isEmpty();
    }
}
