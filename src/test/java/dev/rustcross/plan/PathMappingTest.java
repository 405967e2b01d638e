package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PathMappingTest {

    @Test
    void namesNoFolderOfTheMachine() {
        var mapping = new PathMapping(
                Path.of("/proj/app"),
                Path.of("/proj/app/target"),
                Path.of("/home/me/.cargo"),
                Path.of("/opt/rust/lib/rustlib/src/rust"),
                "5980761");

        assertThat(mapping.flags())
                .containsExactly(
                        "--remap-path-prefix=/proj/app=.",
                        "--remap-path-prefix=/proj/app/target=./target",
                        "--remap-path-prefix=/home/me/.cargo/registry/src=/cargo/registry/src",
                        "--remap-path-prefix=/home/me/.cargo/git/checkouts=/cargo/git/checkouts",
                        "--remap-path-prefix=/opt/rust/lib/rustlib/src/rust=/rustc/5980761");
        assertThat(mapping.flagsInContainer())
                .containsAll(mapping.flags())
                .endsWith(
                        "--remap-path-prefix=/project=.",
                        "--remap-path-prefix=/target=./target",
                        "--remap-path-prefix=/rust/lib/rustlib/src/rust=/rustc/5980761");
    }
}
