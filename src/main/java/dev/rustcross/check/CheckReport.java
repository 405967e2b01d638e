package dev.rustcross.check;

import dev.rustcross.check.Finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was found, for people. */
public final class CheckReport {

    private CheckReport() {}

    /** The columns of {@link #rows}. */
    public static String[] heading() {
        return new String[] {"  target", "file", "format", "linkage", "floor", "size", "verdict"};
    }

    /** Returns the rows of a table, one for each image; what holds for the file stands in its first row. */
    public static List<String[]> rows(List<CheckedFile> files) {
        var rows = new ArrayList<String[]>();
        for (CheckedFile file : files) {
            String target = "  " + file.target();
            String name = name(file);
            String size = ByteSize.format(file.size());
            if (file.images().isEmpty()) {
                rows.add(new String[] {target, name, "-", "-", "-", size, verdict(file)});
            }
            for (int i = 0; i < file.images().size(); i++) {
                CheckedImage image = file.images().get(i);
                rows.add(new String[] {
                    i == 0 ? target : "",
                    i == 0 ? name : "",
                    image.format() + " " + image.architecture(),
                    image.linkage(),
                    image.floor() == null ? "-" : image.floor(),
                    i == 0 ? size : "",
                    i == 0 ? verdict(file) : ""
                });
            }
        }
        return rows;
    }

    private static String verdict(CheckedFile file) {
        if (file.findings().isEmpty()) {
            return "ok";
        }
        return file.findings().stream().anyMatch(Finding::fails) ? "FAILED" : "warning";
    }

    /** Returns a line for each warning; what holds for several files is said once. */
    public static List<String> warnings(List<CheckedFile> files) {
        return grouped(files, Severity.WARNING).values().stream()
                .map(group -> {
                    Finding finding = group.get(0).finding;
                    String places = group.stream()
                            .map(place -> place.file.target() + ", " + name(place.file) + ": " + place.finding.found())
                            .collect(Collectors.joining("; "));
                    return places + ". Wanted: " + finding.wanted() + ". Fix: " + finding.fix();
                })
                .toList();
    }

    /** Returns the message of all failures, or empty text where there is none; what holds for several files is said once. */
    public static String failures(List<CheckedFile> files) {
        var blocks = new ArrayList<String>();
        for (List<Place> group : grouped(files, Severity.FAILURE).values()) {
            Finding finding = group.get(0).finding;
            var block = new StringBuilder("\n  " + (blocks.size() + 1) + ". " + finding.rule());
            for (Place place : group) {
                block.append("\n     target: " + place.file.target())
                        .append("\n     file:   " + place.file.file())
                        .append("\n     found:  " + place.finding.found());
            }
            blocks.add(block.append("\n     wanted: " + finding.wanted())
                    .append("\n     fix:    " + finding.fix())
                    .toString());
        }
        String count = blocks.size() == 1 ? "1 thing is" : blocks.size() + " things are";
        return blocks.isEmpty() ? "" : count + " not as asked for in what was built:" + String.join("", blocks);
    }

    /**
     * Returns a line for each file that runs on glibc, with the symbols that decide how old that may be.
     *
     * @param targets the names of the targets to tell of
     */
    public static List<String> floors(List<CheckedFile> files, List<String> targets) {
        return files.stream()
                .filter(file -> targets.contains(file.target()))
                .flatMap(file -> file.images().stream()
                        .filter(image -> !image.floorSymbols().isEmpty())
                        .map(image -> "  " + file.target() + ": " + name(file) + " needs " + image.floor()
                                + GlibcRule.symbols(image.floorSymbols())))
                .toList();
    }

    /** What is wanted, and the fix, are the same within a group. */
    private static Map<List<String>, List<Place>> grouped(List<CheckedFile> files, Severity severity) {
        var groups = new LinkedHashMap<List<String>, List<Place>>();
        for (CheckedFile file : files) {
            for (Finding finding : file.findings()) {
                if (finding.severity() == severity) {
                    groups.computeIfAbsent(
                                    List.of(finding.rule(), finding.wanted(), finding.fix()), key -> new ArrayList<>())
                            .add(new Place(file, finding));
                }
            }
        }
        return groups;
    }

    private static String name(CheckedFile file) {
        return Path.of(file.file()).getFileName().toString();
    }

    private record Place(CheckedFile file, Finding finding) {}
}
