package dev.barista.standins;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * What has become of a suite's tests.
 *
 * @param side where they ran, for people
 * @param folder where tests may have left more ({@link StandInSuite#REPORTS})
 * @param testsByClass how many of each class have run
 * @param notPassed those that failed or were skipped, with the reason
 */
public record SuiteReport(
        String side,
        Path folder,
        SortedMap<String, Integer> testsByClass,
        SortedSet<String> notPassed) {

    /** How many tests have run. */
    public int tests() {
        return testsByClass.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One line for people. */
    public String summary() {
        return "%s: %d tests of %d classes".formatted(side, tests(), testsByClass.size());
    }

    static SuiteReport read(String side, Path folder, String output) throws IOException {
        Path file = folder.resolve("TEST-junit-jupiter.xml");
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s: the tests have not run:%n%s".formatted(side, output));
        }
        SortedMap<String, Integer> tests = new TreeMap<>();
        SortedSet<String> notPassed = new TreeSet<>();
        NodeList cases = parse(file).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String type = test.getAttribute("classname");
            tests.merge(type, 1, Integer::sum);
            for (String outcome : new String[] {"failure", "error", "skipped"}) {
                NodeList found = test.getElementsByTagName(outcome);
                if (found.getLength() > 0) {
                    notPassed.add(
                            "%s.%s: %s: %s"
                                    .formatted(
                                            type,
                                            test.getAttribute("name"),
                                            outcome,
                                            found.item(0).getTextContent().strip()));
                }
            }
        }
        return new SuiteReport(side, folder, tests, notPassed);
    }

    private static Document parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no report", e);
        }
    }
}
