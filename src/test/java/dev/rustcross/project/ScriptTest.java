package dev.rustcross.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

    @Test
    @RequiresTool("shellcheck")
    void scriptsAreClean() throws Exception {
        List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources", ".ci/run"));
        try (Stream<Path> scripts = Files.list(Path.of("scripts"))) {
            scripts.map(Path::toString)
                    .filter(name -> name.endsWith(".sh"))
                    .sorted()
                    .forEach(command::add);
        }

        Lint.check(command);
    }

    @ParameterizedTest
    @RequiresTool("bash")
    @CsvSource({
        "3.8.7, 3.8.7, true",
        "3.8.10, 3.8.7, true",
        "3.8.6, 3.8.7, false",
        "3.9, 3.8.7, true",
        "3.8, 3.8.7, false",
        "4.0.0-rc-5, 3.8.7, true",
        "17.0.15, 17, true",
        "25, 17, true",
        "25-ea, 17, true",
        "1.8.0_400, 17, false",
        "0, 17, false"
    })
    void versionsCompareByNumber(String found, String wanted, boolean enough) throws Exception {
        assertThat(source("at_least " + found + " " + wanted)).isEqualTo(enough ? "yes" : "no");
    }

    private static String source(String condition) throws Exception {
        Process process = new ProcessBuilder(
                        "bash", "-c", "source scripts/tools.sh; if " + condition + "; then echo yes; else echo no; fi")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer.strip();
    }
}
