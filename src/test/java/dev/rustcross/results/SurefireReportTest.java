package dev.rustcross.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.results.TestCase.Outcome;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SurefireReportTest {

    private static final TestSuite SUITE = new TestSuite(
            "aarch64-unknown-linux-gnu.2.17",
            "hello",
            "lib",
            Duration.ofMillis(1234),
            List.of(
                    TestCase.passed("parser::tests::empty"),
                    TestCase.passed("at_the_root"),
                    TestCase.passed("src/lib.rs - Two::new (line 9)"),
                    TestCase.ignored("tests::slow", "asks the <network>"),
                    TestCase.ignored("tests::off", null),
                    new TestCase("tests::wrong", Outcome.FAILED, "1 < 2 & \"so\"", "]]> \u0007\uD83D\uDE80\uD83D end"),
                    new TestCase("tests::crash", Outcome.BROKEN, "signal: 6", "")));

    /** The schema that Surefire publishes. */
    private static Path schema() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/surefire-schema"))) {
            return files.filter(file -> file.endsWith("surefire-test-report.xsd"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void followsSurefiresSchema() throws Exception {
        var validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema().toFile())
                .newValidator();

        validator.validate(new StreamSource(new StringReader(SurefireReport.render(SUITE, SUITE.name()))));
    }

    @Test
    void namesTargetPackageModuleAndTest() throws Exception {
        Document report = parse(SurefireReport.render(SUITE, SUITE.name()));

        var suite = report.getDocumentElement();
        assertThat(suite.getAttribute("name")).isEqualTo("rust.aarch64-unknown-linux-gnu_2_17.hello.lib");
        assertThat(Stream.of("time", "tests", "errors", "skipped", "failures").map(suite::getAttribute))
                .containsExactly("1.234", "7", "1", "2", "1");
        var tests = report.getElementsByTagName("testcase");
        assertThat(Stream.iterate(0, i -> i < tests.getLength(), i -> i + 1)
                        .map(i -> (org.w3c.dom.Element) tests.item(i))
                        .map(test -> test.getAttribute("classname") + " " + test.getAttribute("name")))
                .containsExactly(
                        "rust.aarch64-unknown-linux-gnu_2_17.hello.lib.parser.tests empty",
                        "rust.aarch64-unknown-linux-gnu_2_17.hello.lib at_the_root",
                        "rust.aarch64-unknown-linux-gnu_2_17.hello.lib src/lib.rs - Two::new (line 9)",
                        "rust.aarch64-unknown-linux-gnu_2_17.hello.lib.tests slow",
                        "rust.aarch64-unknown-linux-gnu_2_17.hello.lib.tests off",
                        "rust.aarch64-unknown-linux-gnu_2_17.hello.lib.tests wrong",
                        "rust.aarch64-unknown-linux-gnu_2_17.hello.lib.tests crash");
        var failure =
                (org.w3c.dom.Element) report.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("1 < 2 & \"so\"");
        assertThat(failure.getTextContent()).isEqualTo("]]> \uFFFD\uD83D\uDE80\uFFFD end");
    }

    @Test
    void isNamedAfterTheSuite(@TempDir Path folder) throws IOException {
        Path report = SurefireReport.write(SUITE, "", folder.resolve("surefire-reports"));

        assertThat(report)
                .isEqualTo(folder.resolve("surefire-reports/TEST-rust.aarch64-unknown-linux-gnu_2_17.hello.lib.xml"))
                .content()
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite ");
    }

    @Test
    void anotherRunHasAnotherName(@TempDir Path folder) throws IOException {
        Path report = SurefireReport.write(SUITE, "loud", folder);

        assertThat(report)
                .isEqualTo(folder.resolve("TEST-rust.aarch64-unknown-linux-gnu_2_17.hello.lib-loud.xml"))
                .content()
                .contains(
                        " name=\"rust.aarch64-unknown-linux-gnu_2_17.hello.lib-loud\"",
                        "classname=\"rust.aarch64-unknown-linux-gnu_2_17.hello.lib-loud.parser.tests\"");
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
