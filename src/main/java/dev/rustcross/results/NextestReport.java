package dev.rustcross.results;

import dev.rustcross.results.TestCase.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JUnit report of cargo-nextest, which has a suite for each test program, named after it, and no tests that were left out.
 *
 * @see <a href="https://nexte.st/docs/machine-readable/junit/">the format</a>
 */
public final class NextestReport {

    private final String target;
    private final String packageName;
    private final XMLStreamReader xml;
    private final List<TestSuite> suites = new ArrayList<>();

    private NextestReport(String target, String packageName, XMLStreamReader xml) {
        this.target = target;
        this.packageName = packageName;
        this.xml = xml;
    }

    /**
     * Returns the suites of a package's tests for a target.
     *
     * @throws IOException when the file cannot be read, or is no such report
     */
    public static List<TestSuite> read(Path file, String target, String packageName) throws IOException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream content = Files.newInputStream(file)) {
            var report = new NextestReport(target, packageName, factory.createXMLStreamReader(content));
            report.readSuites();
            return report.suites;
        } catch (XMLStreamException e) {
            throw new IOException("no report of cargo-nextest: " + e.getMessage(), e);
        }
    }

    private void readSuites() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("testsuite")) {
                readSuite(program(attribute("name"), packageName));
            }
        }
    }

    /**
     * Returns the name that a test program has in reports. The library's tests have the package's name alone, others theirs behind it:
     * {@code hello::bin/hello}, {@code hello::api}; a script that prepares the tests has one like {@code @setup-script:database}.
     */
    static String program(String binaryId, String packageName) {
        if (binaryId.equals(packageName)) {
            return "lib";
        }
        if (binaryId.startsWith("@")) {
            return binaryId.substring(1).replaceAll("[^\\w.-]", "-");
        }
        String name = binaryId.substring(binaryId.indexOf("::") + 2);
        return name.contains("/") ? name.replace('/', '-') : "test-" + name;
    }

    private void readSuite(String program) throws XMLStreamException {
        var cases = new ArrayList<TestCase>();
        double seconds = 0;
        while (!isEndOf("testsuite")) {
            if (xml.isStartElement() && xml.getLocalName().equals("testcase")) {
                seconds += Double.parseDouble(attribute("time"));
                cases.add(readCase(attribute("name")));
            }
            xml.next();
        }
        suites.add(new TestSuite(target, packageName, program, Duration.ofMillis(Math.round(seconds * 1000)), cases));
    }

    private TestCase readCase(String name) throws XMLStreamException {
        Outcome outcome = Outcome.PASSED;
        String message = null;
        var output = new StringBuilder();
        while (!isEndOf("testcase")) {
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "failure", "error" -> {
                        // A test that was ended by a signal or for its time has another type.
                        outcome = attribute("type").startsWith("test failure") ? Outcome.FAILED : Outcome.BROKEN;
                        message = xml.getAttributeValue(null, "message");
                    }
                    case "system-out", "system-err" -> output.append(xml.getElementText());
                    case "rerunFailure", "flakyFailure" -> skip(xml.getLocalName());
                    default -> {}
                }
            }
            xml.next();
        }
        return outcome == Outcome.PASSED
                ? TestCase.passed(name)
                : new TestCase(name, outcome, message, output.toString().strip());
    }

    /** Earlier tries of a test say what the last one says. */
    private void skip(String element) throws XMLStreamException {
        while (!isEndOf(element)) {
            xml.next();
        }
    }

    private boolean isEndOf(String element) {
        return xml.isEndElement() && xml.getLocalName().equals(element);
    }

    private String attribute(String name) {
        @Nullable String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
