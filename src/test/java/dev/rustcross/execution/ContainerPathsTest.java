package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CompilerArtifact;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths are those of Unix")
class ContainerPathsTest {

    private static final Path OWN = Path.of("/w/target/rust-cross/cargo-target/cross-x");

    private static CompilerArtifact onHost(String root, String known, String id, @Nullable String executable) {
        var artifact = new CompilerArtifact(
                id,
                "app",
                List.of("bin"),
                List.of(Path.of("/target/x/release/app.d"), Path.of("/elsewhere/app")),
                executable == null ? null : Path.of(executable),
                true,
                false);
        return new ContainerPaths(Path.of(root), OWN, List.of("path+file:///other#1.0.0", known)).onHost(artifact);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /w,         path+file:///w#app@1.0.0,                     path+file:///project#app@1.0.0
            /w,         path+file:///w/cli#app@1.0.0,                 path+file:///project/cli#app@1.0.0
            /w,         app 1.0.0 (path+file:///w/cli),               app 1.0.0 (path+file:///project/cli)
            /w/a b,     path+file:///w/a%20b/cli#app@1.0.0+x,         path+file:///project/cli#app@1.0.0+x
            /w/für,     path+file:///w/f%C3%BCr#app@1.0.0,            path+file:///project#app@1.0.0
            /w/[x],     path+file:///w/[x]#app@1.0.0,                 path+file:///project#app@1.0.0
            /w/c++,     path+file:///w/c++#app@1.0.0,                 path+file:///project#app@1.0.0
            /w/$1,      path+file:///w/$1#app@1.0.0,                  path+file:///project#app@1.0.0
            /project,   path+file:///project#app@1.0.0,               path+file:///project#app@1.0.0
            /project/w, path+file:///project/w#app@1.0.0,             path+file:///project/w#app@1.0.0
            /w,         path+file:///w#app@1.0.0,                     path+file:///w#app@1.0.0
            """)
    void packagesOfTheWorkspaceGetTheirNameHere(String root, String known, String inContainer) {
        assertThat(onHost(root, known, inContainer, null).packageId()).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"path+file:///projects#app@1.0.0", "registry+https://example.org/index#serde@1.0.0"})
    void othersKeepTheirs(String id) {
        assertThat(onHost("/w", "path+file:///w#app@1.0.0", id, null).packageId())
                .isEqualTo(id);
    }

    @Test
    void filesOfTheBuildDirectoryAreInTheCallsOwn() {
        CompilerArtifact artifact = onHost("/w", "id", "id", "/target/x/release/app");

        assertThat(artifact.executable()).isEqualTo(OWN.resolve("x/release/app"));
        assertThat(artifact.filenames()).containsExactly(OWN.resolve("x/release/app.d"), Path.of("/elsewhere/app"));
        assertThat(artifact.targetName()).isEqualTo("app");
        assertThat(artifact.targetKinds()).containsExactly("bin");
        assertThat(artifact.fresh()).isTrue();
    }
}
