package dev.rustcross.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.MavenExecutions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineListsTest {

    private static CommandLineLists lists(Map<String, String> userProperties) {
        return new CommandLineLists(MavenExecutions.session(userProperties, false));
    }

    @Test
    void theCommandLineReplacesThePom() {
        var lists = lists(Map.of("rust-cross.features", " tls, json ,", "features", "unprefixed"));

        assertThat(lists.resolve("features", List.of("pom"))).containsExactly("tls", "json");
        assertThat(lists.resolve("features", null)).containsExactly("tls", "json");
        assertThat(lists.resolve("packages", List.of("pom"))).containsExactly("pom");
    }

    @Test
    void anEmptyPropertyEmptiesTheList() {
        assertThat(lists(Map.of("rust-cross.features", "")).resolve("features", List.of("pom")))
                .isEmpty();
    }

    /** Maven hands an empty element over as null. */
    @Test
    void emptyElementsOfThePomAreNone() {
        assertThat(lists(Map.of()).resolve("features", Arrays.asList(" tls ", null, "", " ")))
                .containsExactly("tls");
        assertThat(lists(Map.of()).resolve("features", null)).isEmpty();
    }
}
