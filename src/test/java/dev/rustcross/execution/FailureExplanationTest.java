package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of calls in a container of cross; that of this machine's is seen in the integration tests. */
class FailureExplanationTest {

    private static final String ARM = "aarch64-unknown-linux-gnu";

    @TempDir
    private Path folder;

    @Test
    void aContainersLinkerIsNotCalledAgainHere() {
        assertThat(explain("""
                error: linking with `aarch64-linux-gnu-gcc` failed: exit status: 1
                  |
                  = note:  "aarch64-linux-gnu-gcc" "<2 object files omitted>" "-o" "/target/aarch64-unknown-linux-gnu/release/deps/hello-16aa75bba7929158"
                  = note: ld: undefined reference to `no_such_function'
                """)).isEqualTo("""

                          The linker ran in cross's container. If it lacks something there, add it in Cross.toml, beside the \
                        workspace's Cargo.toml:
                            [target.aarch64-unknown-linux-gnu]
                            pre-build = ["apt-get update && apt-get install … --assume-yes"]
                            # or another image = "…\"""");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void inAContainerThePackageManagerIsItsOwn() {
        assertThat(explain("error: linker `cc` not found"))
                .contains("pre-build = [\"apt-get update && apt-get install gcc libc6-dev --assume-yes\"]")
                .doesNotContain("brew");
    }

    @Test
    void ofAnErrorThatIsNoLinkersNothingIsSaid() {
        assertThat(explain("error[E0601]: `main` function not found in crate `hello`"))
                .isEmpty();
    }

    private String explain(String words) {
        var mac = new HostPlatform(OperatingSystem.MACOS, "aarch64", Map.of());
        var cross = new LinkerDecision(LinkerDecision.Kind.CROSS, null, "1: <engine> in the POM");
        var target = new PlannedTarget(ARM, new TargetTriple(ARM), "any", cross, false);
        return new FailureExplanation(mac, List.of(target), "release", Arrays.asList(words.split("\n", -1)))
                .text(folder, folder);
    }
}
