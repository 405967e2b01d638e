package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.host.PackageManager;
import dev.rustcross.toolchain.ContainerEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cross 0.2.5, docker and podman print, as recorded. */
class CrossFailureTest {

    private static final String ARM = "aarch64-unknown-linux-gnu";
    private static final String IMAGE = "localhost/nothere:1";

    private static String explain(String engine, boolean offline, int exitCode, String... words) {
        return new CrossFailure(ARM, new ContainerEngine(Path.of("/usr/bin", engine)), PackageManager.APT, offline)
                .explain(exitCode, List.of(words))
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({"APT, apt-get install podman", "DNF, dnf install podman", "CHOCO, choco install podman-cli"})
    void noEngine(PackageManager packageManager, String command) {
        assertThat(new CrossFailure(ARM, null, packageManager, false)
                        .explain(
                                1,
                                List.of(
                                        "Error: ",
                                        "   0: no container engine found",
                                        "Suggestion: is docker or podman installed?")))
                .contains("""
                        cross found no container engine to build aarch64-unknown-linux-gnu in.
                          Install docker or podman (`%s`), or name one by the variable CROSS_CONTAINER_ENGINE.\
                        """.formatted(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
                "docker: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
            })
    void stoppedEngine(String line) {
        assertThat(explain("docker", false, 125, line, "", "Run 'docker run --help' for more information"))
                .isEqualTo("docker, in which cross was to build " + ARM + ", does not answer: " + line
                        + "\n  What to do: start it (`systemctl start docker`, or Docker Desktop), or set"
                        + " CROSS_CONTAINER_ENGINE=podman.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            podman | Error: initializing source docker://localhost/nothere:1: pinging container registry localhost: refused
            podman | Error: localhost/nothere:1: image not known
            docker | Unable to find image 'localhost/nothere:1' locally
            docker | docker: Error response from daemon: No such image: localhost/nothere:1
            podman | Error: short-name "localhost/nothere:1" did not resolve to an alias
            """)
    void missingImage(String engine, String line) {
        assertThat(explain(engine, false, 125, "Trying …", line)).isEqualTo("""
                the image localhost/nothere:1, in which cross was to build aarch64-unknown-linux-gnu, is not on this \
                machine, and %1$s could not fetch it.
                  Type: %1$s pull localhost/nothere:1
                  Or name another image in Cross.toml, beside the workspace's Cargo.toml:
                    [target.aarch64-unknown-linux-gnu]
                    image = "…\"""".formatted(engine));
    }

    /** With a pre-build or a dockerfile cross first has an image built, and ends with 1 where that fails. */
    @Test
    void missingImageOfAnotherToBeBuilt() {
        String line = "Error: localhost/nothere:1: image not known";

        assertThat(explain("podman", false, 1, "STEP 1/2: FROM localhost/nothere:1", line))
                .isEqualTo(explain("podman", false, 125, line));
    }

    @Test
    void missingImageOffline() {
        assertThat(explain("podman", true, 125, "Error: " + IMAGE + ": image not known"))
                .startsWith("the image " + IMAGE + ", in which cross was to build " + ARM
                        + ", is not on this machine, and Maven is offline (-o).\n  Type: podman pull ");
    }

    @Test
    void imageThatDockerFetchedBeforeTheCrateFailed() {
        assertThat(explain("docker", false, 101, "Unable to find image '" + IMAGE + "' locally", "error[E0601]: …"))
                .isEqualTo("none");
    }

    @Test
    void noImageForTheTarget() {
        assertThat(explain(
                        "podman",
                        false,
                        1,
                        "[cross] warning: `cross` does not provide a Docker image for target " + ARM
                                + ", specify a custom image in `Cross.toml`.",
                        "[cross] note: Falling back to `cargo` on the host."))
                .isEqualTo("""
                        cross would not build aarch64-unknown-linux-gnu in a container: `cross` does not provide a Docker \
                        image for target aarch64-unknown-linux-gnu, specify a custom image in `Cross.toml`.
                          Name an image in Cross.toml, beside the workspace's Cargo.toml:
                            [target.aarch64-unknown-linux-gnu]
                            image = "…\"""");
    }

    @Test
    void crateThatCrossCannotRead() {
        assertThat(explain(
                        "podman",
                        false,
                        101,
                        "[cross] warning: unable to get metadata for package",
                        "[cross] note: Falling back to `cargo` on the host."))
                .isEqualTo("cross would not build " + ARM
                        + " in a container: unable to get metadata for package\n"
                        + "  See what `cargo metadata` says in the crate's folder.");
    }

    @Test
    void engineThatFailsOtherwise() {
        assertThat(explain("podman", false, 125, "Error: netavark: No such file or directory (os error 2)"))
                .isEqualTo("none");
    }
}
