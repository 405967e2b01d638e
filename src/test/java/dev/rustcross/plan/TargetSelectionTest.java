package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.failure.Problem;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.target.ClassifierStyle;
import dev.rustcross.testing.ATarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetSelectionTest {

    private static final HostPlatform LINUX = new HostPlatform(OperatingSystem.LINUX, "x86_64", Map.of());
    private static final HostPlatform WINDOWS = new HostPlatform(OperatingSystem.WINDOWS, "x86_64", Map.of());

    private static final List<TargetRequest> DECLARED = List.of(
            ATarget.of("aarch64-unknown-linux-musl").build(),
            ATarget.of("x86_64-unknown-linux-musl").classifier("linux-static").build(),
            ATarget.of("x86_64-unknown-linux-gnu").build(),
            ATarget.of("x86_64-apple-darwin").build(),
            ATarget.of("aarch64-apple-darwin").build());

    private final List<Problem> problems = new ArrayList<>();

    private List<String> select(HostPlatform host, String... names) {
        return TargetSelection.select(DECLARED, List.of(names), ClassifierStyle.GO, host, problems).stream()
                .map(TargetRequest::classifier)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                                     linux-arm64 linux-static linux-amd64 darwin-amd64 darwin-arm64
            x86_64-unknown-linux-gnu,               linux-amd64
            linux-static,                           linux-static
            darwin-arm64 linux-arm64,               linux-arm64 darwin-arm64
            darwin-arm64 aarch64-apple-darwin,      darwin-arm64
            darwin-universal,                       darwin-amd64 darwin-arm64
            host,                                   linux-static
            host linux-amd64,                       linux-static linux-amd64
            """)
    void byTripleClassifierUniversalClassifierOrHost(String names, String selected) {
        String[] list =
                Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).toArray(String[]::new);

        assertThat(String.join(" ", select(LINUX, list))).isEqualTo(selected);
        assertThat(problems).isEmpty();
    }

    @Test
    void aNameThatMatchesNothing() {
        assertThat(select(LINUX, "linux-arm46", "linux-amd64", "?")).containsExactly("linux-amd64");
        assertThat(problems)
                .containsExactly(
                        new Problem(
                                "<onlyTargets>",
                                "matches no declared target",
                                "linux-arm46",
                                "did you mean linux-arm64? Declared are aarch64-unknown-linux-musl (linux-arm64),"
                                        + " x86_64-unknown-linux-musl (linux-static),"
                                        + " x86_64-unknown-linux-gnu (linux-amd64),"
                                        + " x86_64-apple-darwin (darwin-amd64),"
                                        + " aarch64-apple-darwin (darwin-arm64)."),
                        new Problem(
                                "<onlyTargets>",
                                "matches no declared target",
                                "?",
                                "Declared are aarch64-unknown-linux-musl (linux-arm64),"
                                        + " x86_64-unknown-linux-musl (linux-static),"
                                        + " x86_64-unknown-linux-gnu (linux-amd64),"
                                        + " x86_64-apple-darwin (darwin-amd64),"
                                        + " aarch64-apple-darwin (darwin-arm64)."));
    }

    @Test
    void theUniversalClassifierMisspelt() {
        select(LINUX, "darwin-univresal");

        assertThat(problems.get(0).fix()).startsWith("did you mean darwin-universal? ");
    }

    @Test
    void aHostThatRunsNoneOfThem() {
        assertThat(select(WINDOWS, "host")).isEmpty();
        assertThat(problems)
                .containsExactly(new Problem(
                        "<onlyTargets>",
                        "this machine (windows on x86_64) can run none of the declared targets",
                        "host",
                        "declare a target for it, or name the targets to build."));
    }

    @Test
    void nothingDeclaredIsAnotherProblem() {
        assertThat(TargetSelection.select(List.of(), List.of("host"), ClassifierStyle.GO, LINUX, problems))
                .isEmpty();
        assertThat(problems).isEmpty();
    }
}
