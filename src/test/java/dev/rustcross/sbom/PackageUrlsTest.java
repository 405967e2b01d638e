package dev.rustcross.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageUrlsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, pkg:cargo/greet@1.0.0+b?download_url=file://.",
                "registry+https://github.com/rust-lang/crates.io-index, pkg:cargo/greet@1.0.0+b",
                "sparse+https://crates.corp/index/, pkg:cargo/greet@1.0.0+b?repository_url=https://crates.corp/index/",
                "registry+https://me:secret@crates.corp/index, pkg:cargo/greet@1.0.0+b?repository_url=https://crates.corp/index",
                "git+https://example.com/greet?branch=main#0a1b, pkg:cargo/greet@1.0.0+b?vcs_url=git+https://example.com/greet@0a1b",
                "git+https://token@example.com/greet#0a1b, pkg:cargo/greet@1.0.0+b?vcs_url=git+https://example.com/greet@0a1b",
                "git+ssh://git@example.com/greet, pkg:cargo/greet@1.0.0+b?vcs_url=git+ssh://example.com/greet",
            })
    void ofACrate(String source, String url) {
        var crate = new CargoPackage(
                "id", "greet", "1.0.0+b", source, null, Path.of("/src/greet/Cargo.toml"), null, List.of(), Set.of());

        assertThat(decoded(PackageUrls.of(crate))).isEqualTo(url);
    }

    @Test
    void ofAnArtifact() {
        assertThat(PackageUrls.of(
                        new ShippedArtifact("com.example", "myapp", "1.4.2", "linux-amd64", "tar.gz", List.of())))
                .isEqualTo("pkg:maven/com.example/myapp@1.4.2?classifier=linux-amd64&type=tar.gz");
    }

    private static String decoded(String url) {
        return url.replace("%2B", "+").replace("%3A", ":").replace("%2F", "/").replace("%40", "@");
    }
}
