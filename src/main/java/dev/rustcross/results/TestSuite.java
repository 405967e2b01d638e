package dev.rustcross.results;

import java.time.Duration;
import java.util.List;

/**
 * What one test program did for one target.
 *
 * @param target the name of the target
 * @param packageName the package that it belongs to
 * @param program the test program: {@code lib}, {@code bin-NAME}, {@code test-NAME} … or {@code doc}
 * @param duration how long it ran
 * @param cases its tests
 */
public record TestSuite(String target, String packageName, String program, Duration duration, List<TestCase> cases) {

    public TestSuite {
        cases = List.copyOf(cases);
    }

    /** Returns its name in reports. Of a target's glibc floor the dot is replaced: to CI servers a dot starts another package. */
    public String name() {
        return "rust." + target.replace('.', '_') + "." + packageName + "." + program;
    }

    /** Returns the number of tests that ended in one of these ways. */
    public long count(TestCase.Outcome... outcomes) {
        return cases.stream()
                .filter(test -> List.of(outcomes).contains(test.outcome()))
                .count();
    }
}
