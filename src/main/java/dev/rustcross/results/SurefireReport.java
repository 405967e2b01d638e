package dev.rustcross.results;

import dev.rustcross.file.AtomicFile;
import dev.rustcross.results.TestCase.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A suite as Surefire reports it, for CI servers and for maven-surefire-report-plugin.
 *
 * @see <a href="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd">the schema</a>
 */
public final class SurefireReport {

    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String SCHEMA =
            "https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd";

    /** What XML 1.0 cannot hold: a test may print any bytes. */
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private static final Pattern PATH = Pattern.compile("[\\w:<>#&, ]*\\w");

    private SurefireReport() {}

    /**
     * Writes the report of a suite, and returns its file.
     *
     * @param execution what tells it from the report of the same suite by another run: it becomes the end of the suite's name; empty for
     *     nothing
     * @throws IOException when the file cannot be written
     */
    public static Path write(TestSuite suite, String execution, Path folder) throws IOException {
        String name = name(suite, execution);
        Path file = folder.resolve("TEST-" + name + ".xml");
        AtomicFile.writeString(file, render(suite, name));
        return file;
    }

    /** Not behind a dot: to CI servers that starts another package. */
    private static String name(TestSuite suite, String execution) {
        return execution.isEmpty() ? suite.name() : suite.name() + "-" + execution;
    }

    static String render(TestSuite suite, String name) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            write(suite, name, xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void write(TestSuite suite, String name, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeNamespace("xsi", SCHEMA_INSTANCE);
        xml.writeAttribute("xsi", SCHEMA_INSTANCE, "noNamespaceSchemaLocation", SCHEMA);
        xml.writeAttribute("version", "3.0.2");
        attribute(xml, "name", name);
        attribute(
                xml, "time", String.format(Locale.ROOT, "%.3f", suite.duration().toMillis() / 1000.0));
        attribute(xml, "tests", Integer.toString(suite.cases().size()));
        attribute(xml, "errors", Long.toString(suite.count(Outcome.BROKEN)));
        attribute(xml, "skipped", Long.toString(suite.count(Outcome.IGNORED)));
        attribute(xml, "failures", Long.toString(suite.count(Outcome.FAILED)));
        for (TestCase test : suite.cases()) {
            xml.writeCharacters("\n  ");
            write(test, name, xml);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    /** A test's modules go into the name of the class, by which CI servers group. The time of a single test is not known. */
    private static void write(TestCase test, String suite, XMLStreamWriter xml) throws XMLStreamException {
        int path = PATH.matcher(test.name()).matches() ? test.name().lastIndexOf("::") : -1;
        String modules = path < 0 ? "" : "." + test.name().substring(0, path).replace("::", ".");
        xml.writeStartElement("testcase");
        attribute(xml, "name", path < 0 ? test.name() : test.name().substring(path + 2));
        attribute(xml, "classname", suite + modules);
        attribute(xml, "time", "0");
        switch (test.outcome()) {
            case PASSED -> {}
            case IGNORED -> {
                xml.writeEmptyElement("skipped");
                if (test.message() != null) {
                    attribute(xml, "message", test.message());
                }
            }
            case FAILED -> writeFailure("failure", test, xml);
            case BROKEN -> writeFailure("error", test, xml);
        }
        xml.writeEndElement();
    }

    private static void writeFailure(String element, TestCase test, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement(element);
        if (test.message() != null) {
            attribute(xml, "message", test.message());
        }
        attribute(xml, "type", element);
        xml.writeCharacters(clean(test.output()));
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static String clean(String text) {
        return NO_XML.matcher(text).replaceAll("\uFFFD");
    }
}
