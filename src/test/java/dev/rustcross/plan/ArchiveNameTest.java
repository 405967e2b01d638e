package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.failure.Problem;
import dev.rustcross.plan.CrateProduct.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveNameTest {

    private static CrateProduct product(String crate, String version) {
        return new CrateProduct(crate + "#1", crate, version, Kind.BINARY, crate + "-bin", false);
    }

    @ParameterizedTest
    @CsvSource({
        "tool,                                    tool-linux-amd64",
        "{artifactId}-{version},                  my-app-1.5-SNAPSHOT-linux-amd64",
        "{crate}-v{crateVersion},                 cli-v1.4.2-linux-amd64",
        "{classifier}_{crate}_{classifier},       linux-amd64_cli_linux-amd64",
        "{crate,                                  {crate-linux-amd64",
    })
    void everyPlaceholder(String text, String name) {
        var problems = new ArrayList<Problem>();

        ArchiveName parsed = ArchiveName.parse(text, "my-app", "1.5-SNAPSHOT", problems);

        assertThat(parsed.of(List.of(product("cli", "1.4.2"))).of("linux-amd64"))
                .isEqualTo(name);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "{crates}-1,          {crates},   {crate}",
                "{Version},           {Version},  {version}",
                "${project.basename}, {project.basename}, -",
                "{}-1,                {},         -",
            })
    void aPlaceholderThatThereIsNot(String text, String placeholder, @Nullable String nearest) {
        var problems = new ArrayList<Problem>();

        ArchiveName.parse(text, "my-app", "1.5", problems);

        assertThat(problems)
                .containsExactly(
                        new Problem(
                                "<archiveName>",
                                "unknown placeholder " + placeholder,
                                text,
                                (nearest == null ? "" : "did you mean " + nearest + "? ")
                                        + "The placeholders are {crate}, {crateVersion}, {artifactId}, {version}, {classifier}."));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "{crate},        cli 1.0.0 cli 1.0.0,  -,       -",
                "{crateVersion}, cli 1.0.0 tool 1.0.0, -,       -",
                "{crate},        cli 1.0.0 tool 1.0.0, package, 'cli, tool'",
                "{crateVersion}, cli 1.0.0 tool 2.0.0, version, '1.0.0, 2.0.0'",
                "{artifactId},   cli 1.0.0 tool 2.0.0, -,       -",
            })
    void severalPackages(String pattern, String products, String meant, String found) {
        String[] words = products.split(" ", -1);
        List<CrateProduct> packed =
                Stream.of(0, 2).map(at -> product(words[at], words[at + 1])).toList();

        List<Problem> problems = new ArchiveName(pattern).problems(packed);

        if (meant == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems)
                    .containsExactly(new Problem(
                            "<archiveName>",
                            pattern + " stands for one " + meant + ", but an archive holds programs or libraries of "
                                    + found,
                            pattern,
                            "choose one package by <packages>, or write a text instead of " + pattern + "."));
        }
    }

    @Test
    void anAmbiguousNameStaysAsItIs() {
        var name = new ArchiveName("{crate}");

        assertThat(name.of(List.of(product("cli", "1.0.0"), product("tool", "1.0.0"))))
                .isEqualTo(name);
    }

    @Test
    void whereNobodyTellsOfTheCrate() {
        assertThat(new ArchiveName("{crate}-{version}").problemsWithoutCrate())
                .containsExactly(new Problem(
                        "<archiveName>",
                        "{crate} and {crateVersion} stand for what is compiled, but all targets are <prebuilt>",
                        "{crate}-{version}",
                        "write a text instead, or {artifactId} and {version}."));
        assertThat(new ArchiveName("app-1.0").problemsWithoutCrate()).isEmpty();
    }
}
