package dev.rustcross.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    private static final List<String> NAMES = List.of("targets", "profile", "features", "packages");

    @ParameterizedTest
    @CsvSource({
        "target,    targets",
        "tragets,   targets",
        "TARGETS,   targets",
        "Profiles,  profile",
        "feature,   features",
        "package,   packages",
        "targets,   targets",
    })
    void nearestByEdits(String misspelt, String meant) {
        assertThat(Suggestion.nearest(misspelt, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "configuration", "linker"})
    void nothingIsBetterThanAWildGuess(String value) {
        assertThat(Suggestion.nearest(value, NAMES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abcdef, abcxyz, true", "abcdef, abwxyz, false"})
    void halfOfTheLettersMustAgree(String value, String candidate, boolean near) {
        assertThat(Suggestion.nearest(value, List.of(candidate)).isPresent()).isEqualTo(near);
    }

    @ParameterizedTest
    @CsvSource({"ab, 'ac,ad', ac", "ab, 'ad,ac', ad"})
    void firstOfEquallyNearOnes(String value, String candidates, String meant) {
        assertThat(Suggestion.nearest(value, List.of(candidates.split(",", -1))))
                .contains(meant);
    }
}
