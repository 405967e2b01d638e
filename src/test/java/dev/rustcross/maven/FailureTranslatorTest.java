package dev.rustcross.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.CheckFailedException;
import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTranslatorTest {

    static Stream<RustCrossException> forTheProjectsOwner() {
        return Stream.of(
                new InvalidConfigurationException(new Problem("<a>", "is wrong", null, "mend it.")),
                new ToolFailedException("cargo build failed"),
                new CheckFailedException("1 thing is not as asked for"));
    }

    static Stream<RustCrossException> forTheMachinesOwner() {
        return Stream.of(
                new ToolMissingException("no cargo"), new BuildIoException("cannot write /x", new Exception("full")));
    }

    @ParameterizedTest
    @MethodSource("forTheProjectsOwner")
    void whatTheProjectsOwnerMendsIsAFailure(RustCrossException failure) throws Exception {
        MojoFailureException translated = FailureTranslator.translate(failure);

        assertThat(translated).hasMessage(failure.getMessage()).hasCause(failure);
    }

    @ParameterizedTest
    @MethodSource("forTheMachinesOwner")
    void whatTheMachinesOwnerMendsIsAnError(RustCrossException failure) {
        assertThatThrownBy(() -> FailureTranslator.translate(failure))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage(failure.getMessage())
                .hasCause(failure);
    }

    @Test
    void noKindOfFailureIsForgotten() {
        assertThat(Stream.concat(forTheProjectsOwner(), forTheMachinesOwner()).map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(RustCrossException.class.getPermittedSubclasses()));
    }
}
