package dev.rustcross.results;

import dev.rustcross.results.TestCase.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Rust's own test harness, libtest, wrote to its standard output.
 *
 * <p>Its JSON is for nightly compilers, so the text is read. What the tests' own child processes print may stand anywhere between its
 * lines. rustdoc prints several runs, one after another.
 *
 * @see <a href="https://doc.rust-lang.org/rustc/tests/index.html">libtest</a>
 */
public final class LibtestOutput {

    private static final Pattern START = Pattern.compile("running (\\d+) tests?");

    /** The harness says of a test in words behind its name what is expected of it. */
    private static final String EXPECTATION = "(?: - (?:should panic|compile fail|compile))?";

    private static final Pattern RESULT = Pattern.compile("test (?<name>\\S.*?)" + EXPECTATION
            + " \\.\\.\\. (?<outcome>ok|FAILED|ignored(?:, (?<reason>.*))?|bench: .*)(?: <[\\d.]+s>)?$");

    /** With one thread the name is printed first, and what the test does not let be captured behind it. */
    private static final Pattern BEGUN = Pattern.compile("test (?<name>\\S.*?)" + EXPECTATION + " \\.\\.\\. .*");

    private static final Pattern END = Pattern.compile(
            "test result: \\S+\\. (\\d+) passed; (\\d+) failed(?:; (\\d+) ignored)?(?:; (\\d+) measured)?(?:;.*)?");
    private static final Pattern OUTPUT_OF = Pattern.compile("---- (?<name>.+) std(?:out|err) ----");
    private static final String FAILURES = "failures:";
    private static final Pattern PANIC = Pattern.compile("thread '.*' (?:\\(\\d+\\) )?panicked at (?<place>.*)");

    private final Map<String, TestCase> cases = new LinkedHashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();
    private boolean started;
    private boolean inRun;
    private boolean inFailures;
    private int expected;
    private int ended;

    private LibtestOutput() {}

    /** Reads the lines of a program, which need not have this harness. */
    public static LibtestOutput read(List<String> lines) {
        var output = new LibtestOutput();
        lines.forEach(output::line);
        if (output.inRun) {
            output.endFailures();
        }
        return output;
    }

    /** Returns whether the program has this harness, or one that writes like it. */
    public boolean isStarted() {
        return started;
    }

    /** Returns whether it came to its end, and did not break off in the midst of its tests. */
    public boolean isComplete() {
        return started && !inRun;
    }

    /** Returns the tests that ended, in the order in which they did. */
    public List<TestCase> cases() {
        return List.copyOf(cases.values());
    }

    /** Returns the tests that were running when it broke off, where it says so: with a single thread. */
    public List<String> begun() {
        return List.copyOf(begun);
    }

    private void line(String line) {
        Matcher start = START.matcher(line);
        if (!inRun) {
            if (start.matches()) {
                started = true;
                inRun = true;
                expected = Integer.parseInt(start.group(1));
                ended = 0;
            }
            return;
        }
        Matcher end = END.matcher(line);
        if (end.matches() && sum(end) == expected && ended + begun.size() >= expected) {
            endFailures();
            begun.forEach(name -> cases.putIfAbsent(name, TestCase.passed(name)));
            begun.clear();
            inRun = false;
        } else if (inFailures) {
            failures.add(line);
        } else if (line.equals(FAILURES)) {
            inFailures = true;
        } else {
            result(line);
        }
    }

    private static int sum(Matcher end) {
        int sum = 0;
        for (int group = 1; group <= end.groupCount(); group++) {
            // Harnesses that write like this one leave out what they have none of.
            sum += end.group(group) == null ? 0 : Integer.parseInt(end.group(group));
        }
        return sum;
    }

    private void result(String line) {
        Matcher result = RESULT.matcher(line);
        if (result.find()) {
            String name = result.group("name");
            begun.remove(name);
            String outcome = result.group("outcome");
            ended(
                    switch (outcome.charAt(0)) {
                        case 'F' -> new TestCase(name, Outcome.FAILED, null, "");
                        case 'i' -> TestCase.ignored(name, result.group("reason"));
                        default -> TestCase.passed(name);
                    });
            return;
        }
        Matcher first = BEGUN.matcher(line);
        if (first.matches()) {
            begun.add(first.group("name"));
        } else if (!begun.isEmpty() && (line.equals("ok") || line.equals("FAILED"))) {
            String name = begun.iterator().next();
            begun.remove(name);
            ended(new TestCase(name, line.equals("ok") ? Outcome.PASSED : Outcome.FAILED, null, ""));
        }
    }

    /** Other harnesses let two tests have one name: it has failed where either has. */
    private void ended(TestCase test) {
        ended++;
        cases.merge(test.name(), test, (earlier, later) -> earlier.failed() ? earlier : later);
    }

    /**
     * Reads the part behind the first {@code failures:}: what each failed test printed, then a second {@code failures:} with their names.
     * What a test printed may look like either.
     */
    private void endFailures() {
        int names = failures.lastIndexOf(FAILURES);
        if (names >= 0) {
            failures.subList(names + 1, failures.size()).stream()
                    .map(String::strip)
                    .filter(begun::contains)
                    .toList()
                    .forEach(name -> {
                        begun.remove(name);
                        cases.put(name, new TestCase(name, Outcome.FAILED, null, ""));
                    });
        }
        String current = null;
        var output = new ArrayList<String>();
        for (String line : failures.subList(0, names < 0 ? failures.size() : names)) {
            Matcher header = OUTPUT_OF.matcher(line);
            if (header.matches() && hasFailed(header.group("name"))) {
                keep(current, output);
                current = header.group("name");
                output.clear();
            } else {
                output.add(line);
            }
        }
        keep(current, output);
        failures.clear();
        inFailures = false;
    }

    private boolean hasFailed(String name) {
        TestCase test = cases.get(name);
        return test != null && test.failed();
    }

    private void keep(@Nullable String name, List<String> output) {
        if (name != null) {
            String text = String.join("\n", output).strip();
            cases.put(name, new TestCase(name, Outcome.FAILED, message(output), text));
        }
    }

    /** Returns what a panic says, which is on the lines behind its place. */
    private static @Nullable String message(List<String> output) {
        for (int i = 0; i < output.size(); i++) {
            Matcher panic = PANIC.matcher(output.get(i));
            if (panic.matches()) {
                boolean ends = i + 1 == output.size() || output.get(i + 1).isBlank();
                return ends
                        ? "panicked at " + panic.group("place")
                        : output.get(i + 1).strip();
            }
        }
        return output.stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(String::strip)
                .orElse(null);
    }
}
