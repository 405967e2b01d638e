package dev.rustcross.execution;

import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.TestRunner;
import dev.rustcross.results.TestCase;
import dev.rustcross.results.TestCase.Outcome;
import dev.rustcross.results.TestSuite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tests of all targets came to, in words. */
final class TestSummary {

    /** More names than these tell nobody more. */
    private static final int NAMED_FAILURES = 20;

    private record Row(@Nullable TestRunner runner, List<TestSuite> suites) {}

    private final Map<String, Row> targets = new LinkedHashMap<>();

    /** Adds a target with what runs its tests; null for nothing. */
    void add(PlannedTarget target, @Nullable TestRunner runner) {
        targets.put(target.name(), new Row(runner, new ArrayList<>()));
    }

    /** Adds a suite of a target that was added. */
    void add(TestSuite suite) {
        Optional.ofNullable(targets.get(suite.target())).orElseThrow().suites().add(suite);
    }

    /** Returns the table: a line a target. */
    List<String> table() {
        var table = new TextTable("  target", "run", "failed", "ignored", "time", "runner");
        targets.forEach((target, row) -> {
            if (row.runner == null) {
                table.row("  " + target, "-", "-", "-", "-", "none on this machine: built, not run");
            } else {
                long ignored = count(row.suites, Outcome.IGNORED);
                long failed = count(row.suites, Outcome.FAILED, Outcome.BROKEN);
                Duration time = row.suites.stream().map(TestSuite::duration).reduce(Duration.ZERO, Duration::plus);
                table.row(
                        "  " + target,
                        Long.toString(count(row.suites, Outcome.PASSED) + failed),
                        Long.toString(failed),
                        Long.toString(ignored),
                        ProgressLog.seconds(time),
                        row.runner.label());
            }
        });
        return table.lines();
    }

    /** Returns the message of the failure, as Surefire words it, where a test failed. */
    Optional<String> failure(Path reports) {
        List<String> failed = new ArrayList<>();
        targets.values()
                .forEach(row -> row.suites.forEach(suite -> suite.cases().stream()
                        .filter(TestCase::failed)
                        .forEach(test -> failed.add(place(suite) + ": " + test.name()))));
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        int more = failed.size() - NAMED_FAILURES;
        return Optional.of("There are test failures.\n  "
                + String.join("\n  ", failed.subList(0, Math.min(failed.size(), NAMED_FAILURES)))
                + (more > 0 ? "\n  and " + more + " more" : "")
                + "\n  What they printed is above, and in " + reports.resolve("TEST-rust.*.xml") + ".");
    }

    /** Returns where a suite's tests are, in words. */
    static String place(TestSuite suite) {
        return suite.target() + ", " + suite.packageName() + " " + suite.program();
    }

    private static long count(List<TestSuite> suites, Outcome... outcomes) {
        return suites.stream().mapToLong(suite -> suite.count(outcomes)).sum();
    }
}
