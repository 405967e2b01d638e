package dev.rustcross.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    private static final Pattern PLUGIN = Pattern.compile("(?ms)^ *<plugin>\n.*?^ *</plugin>$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://|#)([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void showsThePomOfTheExample() throws Exception {
        String example = Files.readString(Path.of("examples/myapp/pom.xml"));
        String readme = Files.readString(Path.of("README.md"));

        assertThat(firstPlugin(readme)).isEqualTo(firstPlugin(example));
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
