package dev.rustcross.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.testing.GeneratedDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Maven, IDEs and the goal {@code help} show of the goals and their parameters. */
class PluginDescriptorTest {

    private static final List<MojoDescriptor> GOALS = GeneratedDescriptor.read().getMojos().stream()
            .filter(goal -> !goal.getGoal().equals("help"))
            .toList();

    static Stream<Named<MojoDescriptor>> goals() {
        return GOALS.stream().map(goal -> Named.of(goal.getGoal(), goal));
    }

    /** Returns the parameters that a user can set, each once. */
    static Stream<Named<Parameter>> parameters() {
        return GOALS.stream()
                .flatMap(goal -> goal.getParameters().stream())
                .filter(Parameter::isEditable)
                .collect(Collectors.toMap(Parameter::getName, Function.identity(), (first, second) -> first))
                .values()
                .stream()
                .map(parameter -> Named.of(parameter.getName(), parameter));
    }

    @Test
    void goalsAreBoundToTheirPhases() {
        assertThat(GOALS.stream()
                        .filter(goal -> goal.getPhase() != null)
                        .collect(Collectors.toMap(MojoDescriptor::getGoal, MojoDescriptor::getPhase)))
                .containsAllEntriesOf(Map.of(
                        "configure", "generate-resources",
                        "build", "compile",
                        "lipo", "process-classes",
                        "resources", "process-classes",
                        "test", "test",
                        "check", "prepare-package",
                        "package", "package"));
        assertThat(GOALS)
                .extracting(MojoDescriptor::getGoal)
                .contains("targets", "doctor", "collect", "github-workflow", "gitlab-ci");
    }

    /** Without a word on a goal of a lifecycle, Eclipse calls the POM wrong. */
    @Test
    void eclipseKnowsTheGoalsOfTheLifecycle() throws Exception {
        String mapping = Files.readString(Path.of("src/main/resources/META-INF/m2e/lifecycle-mapping-metadata.xml"));
        Set<String> mapped = Pattern.compile("<goal>(.*)</goal>")
                .matcher(mapping)
                .results()
                .map(goal -> goal.group(1))
                .collect(Collectors.toSet());

        assertThat(mapped).contains("collect");
        assertThat(GOALS.stream().filter(goal -> goal.getPhase() != null).map(MojoDescriptor::getGoal))
                .isSubsetOf(mapped);
    }

    @ParameterizedTest
    @MethodSource("goals")
    void goalsRunInParallelAndAreDescribed(MojoDescriptor goal) {
        assertThat(goal.isThreadSafe()).isTrue();
        assertThat(goal.isAggregator()).isFalse();
        assertThat(goal.getDescription()).isNotBlank();
        assertThat(goal.getSince()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parametersAreDescribedWithAnExample(Parameter parameter) {
        assertThat(parameter.getSince()).isNotBlank();
        assertThat(parameter.getDescription())
                .contains("<" + parameter.getName() + ">", "</" + parameter.getName() + ">");
        assertThat(parameter.getDescription().indexOf("<" + parameter.getName() + ">"))
                .as("a sentence before the example")
                .isGreaterThan(10);
    }

    /** A nested or secret value on the command line would be a trap: see what the README says of each. */
    @ParameterizedTest
    @MethodSource("parameters")
    void propertiesHaveThePrefixOfThePlugin(Parameter parameter) {
        String expression = parameter.getExpression();

        if (List.of("targets", "environment", "extraFiles", "runners").contains(parameter.getName())) {
            assertThat(expression).isNull();
        } else {
            assertThat(expression).isEqualTo("${rust-cross." + parameter.getName() + "}");
        }
    }
}
