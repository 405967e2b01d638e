package dev.rustcross.results;

import dev.rustcross.results.TestCase.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What cargo-nextest said on standard error while it ran a package's tests. It is asked where its report does not tell how the run ended.
 *
 * @param target the name of the target
 * @param packageName the package
 * @param words the lines
 */
public record NextestOutput(String target, String packageName, List<String> words) {

    /** The last of what a run says tells why it ended. */
    private static final int KEPT_LINES = 40;

    private static final Pattern STARTING = Pattern.compile(" *Starting \\d+ tests? across .*");

    /** {@code SIGTERM [   2.763s] (5/5) hello::hangs hangs}, or {@code TRY 1 TERM …} of a test that is tried several times. */
    private static final Pattern ENDED_BY_SIGNAL = Pattern.compile(
            " *(?:TRY \\d+ (?:TERM|KILL)|SIG(?:TERM|KILL)) +\\[ *[\\d.]+s] (?:\\([^)]*\\) )?(\\S+) (.+)");

    /** Returns whether a test was started, so that what was wrong is not the build's. */
    public boolean testsBegan() {
        return words().stream().anyMatch(line -> STARTING.matcher(line).matches());
    }

    /**
     * Returns the suites of a run that was killed, where each test that was running is broken; where none is known, the run itself is.
     *
     * @param finished what is known of the tests that had ended
     */
    public List<TestSuite> killed(List<TestSuite> finished, String why, Duration duration) {
        Map<String, Set<String>> running = running();
        if (running.isEmpty()) {
            return broken(finished, why, duration);
        }
        var suites = new ArrayList<TestSuite>();
        for (TestSuite suite : finished) {
            Set<String> names = running.remove(suite.program());
            suites.add(names == null ? suite : withBroken(suite, names, why));
        }
        running.forEach((program, names) ->
                suites.add(withBroken(new TestSuite(target, packageName, program, duration, List.of()), names, why)));
        return suites;
    }

    /** Returns the suites of a run with one more, which says why the run itself is broken. */
    public List<TestSuite> broken(List<TestSuite> finished, String why, Duration duration) {
        String said = String.join("\n", words.subList(Math.max(0, words.size() - KEPT_LINES), words.size()));
        var suites = new ArrayList<>(finished);
        suites.add(new TestSuite(
                target,
                packageName,
                "nextest",
                duration,
                List.of(new TestCase("cargo nextest run", Outcome.BROKEN, why, said))));
        return suites;
    }

    /** Returns the tests that were ended by a signal, by their programs. */
    private Map<String, Set<String>> running() {
        var running = new LinkedHashMap<String, Set<String>>();
        for (String line : words) {
            Matcher ended = ENDED_BY_SIGNAL.matcher(line);
            if (ended.matches()) {
                running.computeIfAbsent(
                                NextestReport.program(ended.group(1), packageName), program -> new LinkedHashSet<>())
                        .add(ended.group(2));
            }
        }
        return running;
    }

    private static TestSuite withBroken(TestSuite suite, Set<String> names, String why) {
        var cases = new LinkedHashMap<String, TestCase>();
        suite.cases().forEach(test -> cases.put(test.name(), test));
        for (String name : names) {
            TestCase known = cases.get(name);
            String output = known == null ? "" : known.output();
            cases.put(name, new TestCase(name, Outcome.BROKEN, why + " while it was running", output));
        }
        return new TestSuite(
                suite.target(), suite.packageName(), suite.program(), suite.duration(), List.copyOf(cases.values()));
    }
}
