package dev.rustcross.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.failure.Problem;
import dev.rustcross.testing.MavenExecutions;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownElementsTest {

    private static List<Problem> find(String plugin, String execution) {
        return UnknownElements.find(MavenExecutions.execution("build", plugin, execution));
    }

    @Test
    void parametersOfAnyGoalAreKnown() {
        assertThat(find(
                        "<targets><target>x</target></targets><profile>dev</profile><attach>false</attach>",
                        "<formats>zip</formats><detail>true</detail>"))
                .isEmpty();
    }

    @Test
    void oneProblemForEachUnknownElementOfPluginAndExecution() {
        assertThat(find("<tragets/><profile>dev</profile><zzzzzz/>", "<feature>tls</feature><tragets/>"))
                .containsExactly(
                        new Problem("<configuration><tragets>", "unknown element", null, "did you mean <targets>?"),
                        new Problem(
                                "<configuration><zzzzzz>",
                                "unknown element",
                                null,
                                "`mvn rust-cross:help -Ddetail` lists all parameters."),
                        new Problem("<configuration><feature>", "unknown element", null, "did you mean <features>?"));
    }

    @Test
    void whatMavenHandsOverItselfIsNotForTheUser() {
        assertThat(find("<session/><project/>", ""))
                .extracting(Problem::where)
                .containsExactly("<configuration><session>", "<configuration><project>");
    }

    @Test
    void nothingConfigured() {
        var execution = MavenExecutions.execution("build", "", "");
        execution.getPlugin().setConfiguration(null);
        execution.getPlugin().getExecutions().get(0).setConfiguration(null);

        assertThat(UnknownElements.find(execution)).isEmpty();
    }
}
