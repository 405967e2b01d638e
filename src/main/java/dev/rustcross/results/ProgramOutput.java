package dev.rustcross.results;

import dev.rustcross.results.TestCase.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a test program left when it had ended.
 *
 * @param stdout the lines of its standard output
 * @param stderr the lines of its standard error
 * @param failure how it ended, such as {@code signal: 6, SIGABRT}; null where it reported success
 */
public record ProgramOutput(
        List<String> stdout, List<String> stderr, @Nullable String failure) {

    /** What a program without Rust's own harness is to reports: a single test, which its exit code decides. */
    private static final String WHOLE_PROGRAM = "main";

    public ProgramOutput {
        stdout = List.copyOf(stdout);
        stderr = List.copyOf(stderr);
    }

    /**
     * Returns the tests and how they ended. Where the program broke off in their midst, those that were running then are broken, and those
     * that it did not come to are ignored.
     *
     * @param listed asks the program for the names of its tests, in the order in which it starts them; called only where it broke off
     * @param threads how many tests run side by side
     */
    public List<TestCase> cases(Supplier<List<String>> listed, int threads) {
        LibtestOutput libtest = LibtestOutput.read(stdout);
        if (!libtest.isStarted()) {
            return List.of(
                    failure == null
                            ? TestCase.passed(WHOLE_PROGRAM)
                            : new TestCase(WHOLE_PROGRAM, Outcome.FAILED, failure, text(stdout, stderr)));
        }
        var cases = new ArrayList<>(libtest.cases());
        if (!libtest.isComplete()) {
            cases.addAll(unfinished(libtest, listed, threads));
        } else if (failure != null && cases.stream().noneMatch(TestCase::failed)) {
            cases.add(broken(WHOLE_PROGRAM, "ended after its tests: " + failure, List.of()));
        }
        return cases;
    }

    private List<TestCase> unfinished(LibtestOutput libtest, Supplier<List<String>> listed, int threads) {
        Set<String> open = new LinkedHashSet<>(libtest.begun());
        open.addAll(listed.get());
        Set<String> ended = libtest.cases().stream().map(TestCase::name).collect(Collectors.toSet());
        List<String> left = open.stream().filter(name -> !ended.contains(name)).toList();
        if (left.isEmpty()) {
            return failure == null ? List.of() : List.of(broken(WHOLE_PROGRAM, failure, stdout));
        }
        String end = failure == null ? "its program ended, with success," : failure;
        int running = libtest.begun().isEmpty()
                ? Math.min(threads, left.size())
                : libtest.begun().size();
        String others = running == 1 ? "" : ", as others were: not all of them need be at fault";
        var cases = new ArrayList<TestCase>();
        for (String name : left.subList(0, running)) {
            cases.add(broken(name, end + " while it was running" + others, List.of()));
        }
        for (String name : left.subList(running, left.size())) {
            cases.add(TestCase.ignored(name, "not run, since the program had ended"));
        }
        return cases;
    }

    private TestCase broken(String name, String message, List<String> printed) {
        return new TestCase(name, Outcome.BROKEN, message, text(printed, stderr));
    }

    private static String text(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream())
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
