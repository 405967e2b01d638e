package dev.rustcross.plan;

import dev.rustcross.archive.ArchiveEntry;
import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a library lies among a Java program's resources.
 *
 * @param pattern the path, with placeholders
 */
public record ResourceLayout(String pattern) {

    private static final String WHERE = "<resourceLayout>";
    private static final String ABI = "{abi}";
    private static final List<String> PLACEHOLDERS =
            List.of("{classifier}", "{triple}", "{file}", "{os}", "{arch}", ABI);

    /** What the fused libraries of macOS are called, as cargo-zigbuild names their target. */
    private static final String UNIVERSAL = "universal2-apple-darwin";

    /**
     * Returns the layout that a POM's text stands for.
     *
     * @param problems receives what is wrong with it
     */
    public static ResourceLayout parse(String text, List<Problem> problems) {
        List<String> unknown = Pattern.compile("\\{[^{}]*}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(placeholder -> !PLACEHOLDERS.contains(placeholder))
                .toList();
        for (String placeholder : unknown) {
            String nearest = Suggestion.nearest(placeholder, PLACEHOLDERS)
                    .map(known -> "did you mean " + known + "? ")
                    .orElse("");
            problems.add(new Problem(
                    WHERE,
                    "unknown placeholder " + placeholder,
                    text,
                    nearest + "The placeholders are " + String.join(", ", PLACEHOLDERS) + "."));
        }
        if (unknown.isEmpty() && !ArchiveEntry.isSafe(text.replaceAll("\\{[^{}]*}", "x"))) {
            problems.add(new Problem(
                    WHERE,
                    "not a path inside a jar",
                    text,
                    "write a relative path with forward slashes and without .., such as native/{classifier}/{file}."));
        }
        return new ResourceLayout(text);
    }

    /**
     * Returns the path of a file.
     *
     * @param classifier the classifier of its target
     * @param triple its target; null for the fused library of both macOS targets
     * @param file the file's name
     */
    public String path(String classifier, @Nullable TargetTriple triple, String file) {
        String abi = triple == null ? "" : triple.environment();
        String shown = abi.isEmpty() ? withoutAbi() : pattern.replace(ABI, abi);
        return shown.replace("{classifier}", classifier)
                .replace("{triple}", triple == null ? UNIVERSAL : triple.name())
                .replace("{os}", triple == null ? "darwin" : triple.operatingSystem())
                .replace("{arch}", triple == null ? "universal" : triple.architecture())
                .replace("{file}", file);
    }

    /** What parts it from its neighbour goes with an ABI that there is not: a folder of its own, too. */
    private String withoutAbi() {
        return pattern.replaceAll("(?<=^|/)\\{abi}[-_./]", "").replaceAll("[-_./]?\\{abi}", "");
    }

    /** Returns a problem for each file that would not lie in a jar, and for each two of one path. */
    public static List<Problem> problems(List<Place> places, String pattern) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < places.size(); i++) {
            if (!ArchiveEntry.isSafe(places.get(i).path)) {
                problems.add(new Problem(
                        WHERE,
                        places.get(i).what + " would be " + places.get(i).path + ", which is no path inside a jar",
                        pattern,
                        "write a layout that is a path for each target, such as native/{classifier}/{file}."));
            }
            for (int j = 0; j < i; j++) {
                if (places.get(i).path.equals(places.get(j).path)) {
                    problems.add(new Problem(
                            WHERE,
                            places.get(i).what + " and " + places.get(j).what + " would both be " + places.get(i).path,
                            pattern,
                            "name {file}, and {classifier} or {triple}, in it."));
                }
            }
        }
        return problems;
    }

    /**
     * A file and where it goes.
     *
     * @param path its path
     * @param what what it is, for messages
     */
    public record Place(String path, String what) {}
}
