package dev.rustcross.mojo.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.failure.Problem;
import dev.rustcross.testing.MavenExecutions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetElementTest {

    private final List<Problem> problems = new ArrayList<>();

    private List<TargetElement> read(String targets) {
        return TargetElement.read(new XmlPlexusConfiguration(MavenExecutions.dom(targets)), problems);
    }

    private TargetElement readOne(String content) {
        return read("<target>" + content + "</target>").get(0);
    }

    @Test
    void theShortFormIsATriple() {
        List<TargetElement> elements = read("""
                <target>x86_64-unknown-linux-musl</target>
                <target>
                  aarch64-apple-darwin
                </target>
                """);

        assertThat(elements)
                .extracting(element -> element.value("triple"))
                .containsExactly("x86_64-unknown-linux-musl", "aarch64-apple-darwin");
        assertThat(elements)
                .extracting(TargetElement::where)
                .containsExactly("<targets><target>[1]", "<targets><target>[2]");
        assertThat(elements.get(1).path("glibc")).isEqualTo("<targets><target>[2]<glibc>");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "triple",
        "classifier",
        "engine",
        "linker",
        "cc",
        "cxx",
        "ar",
        "runner",
        "glibc",
        "macosMin",
        "sdkRoot",
        "noDefaultFeatures",
        "ifUnavailable",
        "prebuilt",
    })
    void everySimpleElementOfTheFullForm(String name) {
        assertThat(readOne("<" + name + "> a value </" + name + ">").value(name))
                .isEqualTo("a value");
        assertThat(readOne("<triple>x</triple><" + name + "/>").values()).containsKey(name);
        assertThat(readOne("<" + name + "/>").value(name))
                .as("an empty element")
                .isNull();
        assertThat(readOne("<triple>x</triple>").value("linker"))
                .as("an absent one")
                .isNull();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"features, a, b", "formats, tar.gz, zip", "rustflags, -Ctarget-cpu=native, -g"})
    void listsAsElementsOrAsText(String name, String first, String second) {
        String open = "<" + name + ">";
        String close = "</" + name + ">";

        assertThat(readOne(open + "<x>" + first + "</x><y/><x> " + second + " </x>" + close)
                        .list(name))
                .containsExactly(first, second);
        assertThat(readOne(open + " " + first + "\n " + second + " " + close).list(name))
                .containsExactly(first, second);
        assertThat(readOne(open + close).list(name)).as("an empty list").isEmpty();
        assertThat(readOne("<triple>x</triple>").list(name)).as("an absent one").isNull();
    }

    @Test
    void commasDivideNamesButNotFlags() {
        TargetElement element =
                readOne("<features>tls,json</features><rustflags>-Clink-arg=-Wl,--gc-sections -g</rustflags>");

        assertThat(element.list("features")).containsExactly("tls", "json");
        assertThat(element.list("rustflags")).containsExactly("-Clink-arg=-Wl,--gc-sections", "-g");
    }

    @Test
    void anEmptyVariableIsTheEmptyString() {
        assertThat(readOne("<environment><A>1</A><B/></environment>").environment())
                .isEqualTo(Map.of("A", "1", "B", ""));
    }

    @Test
    void unknownElementsAreAllReported() {
        List<TargetElement> elements = read("""
                <target><tripel>x</tripel><triple>x</triple></target>
                <tagret>y</tagret>
                <target><triple>z</triple><feature>tls</feature><qqqqqqqqqq/></target>
                """);

        assertThat(elements).extracting(element -> element.value("triple")).containsExactly("x", "z");
        assertThat(problems)
                .containsExactly(
                        new Problem("<targets><target>[1]<tripel>", "unknown element", null, "did you mean <triple>?"),
                        new Problem(
                                "<targets><tagret>",
                                "unknown element",
                                null,
                                "write <target>, with a triple as its text or a <triple> inside."),
                        new Problem(
                                "<targets><target>[2]<feature>", "unknown element", null, "did you mean <features>?"),
                        new Problem(
                                "<targets><target>[2]<qqqqqqqqqq>",
                                "unknown element",
                                null,
                                "a <target> takes triple, classifier, engine, linker, cc, cxx, ar, runner, glibc,"
                                        + " macosMin, sdkRoot, noDefaultFeatures, maxSize, ifUnavailable, prebuilt,"
                                        + " rustflags, features, formats, allowedLibraries, environment."));
    }

    /** What Maven makes of a child's short form at the place of a parent's full one. */
    @Test
    void anElementMergedIntoAParents() {
        Xpp3Dom child = MavenExecutions.dom("<target>x86_64-unknown-linux-gnu</target>");
        Xpp3Dom parent = MavenExecutions.dom(
                "<target><triple>x86_64-unknown-linux-musl</triple><classifier>tux</classifier></target>");

        TargetElement.read(new XmlPlexusConfiguration(Xpp3Dom.mergeXpp3Dom(child, parent)), problems);

        assertThat(problems)
                .containsExactly(new Problem(
                        "<targets><target>[1]",
                        "both a triple as text and elements",
                        "x86_64-unknown-linux-gnu",
                        "a parent's <target> was merged into it: write <targets combine.self=\"override\">, or give the"
                                + " triple by <triple>."));
    }

    @Test
    void nothingDeclared() {
        assertThat(TargetElement.read(null, problems)).isEmpty();
        assertThat(read("")).isEmpty();
        assertThat(problems).isEmpty();
    }
}
