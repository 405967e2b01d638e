package dev.rustcross.failure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the user configured cannot be built; every problem found is listed, not just the first. */
public final class InvalidConfigurationException extends RustCrossException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Creates the failure from a non-empty list of problems, kept in order; equal ones, of several targets, are one. */
    public InvalidConfigurationException(List<Problem> problems) {
        super(render(problems.stream().distinct().toList()), null);
        this.problems = problems.stream().distinct().toList();
    }

    /** Creates the failure from a single problem. */
    public InvalidConfigurationException(Problem problem) {
        this(List.of(problem));
    }

    /** Returns the problems in the order in which they were found. */
    public List<Problem> problems() {
        return problems;
    }

    private static String render(List<Problem> problems) {
        String heading = problems.size() == 1
                ? "1 problem in the rust-cross configuration:"
                : problems.size() + " problems in the rust-cross configuration:";
        return IntStream.range(0, problems.size())
                .mapToObj(i -> "\n  " + (i + 1) + ". " + problems.get(i).render())
                .collect(Collectors.joining("", heading, ""));
    }
}
