package dev.rustcross.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    private static final Pattern PLUGIN = Pattern.compile("(?ms)^ *<plugin>\n.*?^ *</plugin>$");
    private static final Pattern CROSS_TARGET =
            Pattern.compile("<target>\\s*<triple>[^<]*</triple>\\s*<engine>cross</engine>.*?</target>", Pattern.DOTALL);
    private static final Pattern CHECK_GOALS = Pattern.compile("(?m)^<goal>configure</goal>.*<goal>check</goal>.*$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://|#)([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void showsThePomOfTheExample() throws Exception {
        String example = Files.readString(Path.of("examples/myapp/pom.xml"));
        String readme = Files.readString(Path.of("README.md"));

        assertThat(firstPlugin(readme)).isEqualTo(firstPlugin(example));
    }

    @Test
    void showsATargetThatATestBuildsWithCross() throws Exception {
        List<String> pom = stripped(Files.readString(Path.of("src/it/cross-engine/pom.xml")));
        List<String> shown = CROSS_TARGET
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .flatMap(target -> stripped(target.group()).stream())
                .toList();

        assertThat(shown).contains("<engine>cross</engine>");
        assertThat(pom).containsSubsequence(shown);
    }

    @Test
    void showsWhereTheGoalCheckGoes() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String pom = Files.readString(Path.of("src/it/check-targets/pom.xml"));

        assertThat(CHECK_GOALS.matcher(readme).results().map(MatchResult::group))
                .containsExactly(pom.replaceAll("(?s).*<goals>|</goals>.*|\\s", ""));
    }

    private static List<String> stripped(String text) {
        return text.lines().map(String::strip).toList();
    }

    @Test
    void leavesNoPlaceholder() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).doesNotContainPattern("@[A-Z0-9]+@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "SECURITY.md"})
    void linksToFilesThatExist(String document) throws Exception {
        assertThat(LINK.matcher(Files.readString(Path.of(document))).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    private static String firstPlugin(String text) {
        return PLUGIN.matcher(text)
                .results()
                .findFirst()
                .map(MatchResult::group)
                .orElseThrow()
                .stripIndent();
    }
}
