package dev.rustcross.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            String name = Path.of(file.file()).getFileName().toString();
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
        var lines = new ArrayList<String>();
        byFinding(files).forEach((finding, concerned) -> {
            if (!finding.fails()) {
                lines.add(names(concerned) + ": " + finding.found() + "; wanted: " + finding.wanted() + ". Fix: "
                        + finding.fix());
            }
        });
        return lines;
    }

    /** Returns the message of all failures, or empty text where there is none. */
    public static String failures(List<CheckedFile> files) {
        var blocks = new ArrayList<String>();
        byFinding(files).forEach((finding, concerned) -> {
            if (finding.fails()) {
                var block = new StringBuilder(
                        "\n  " + (blocks.size() + 1) + ". " + finding.rule() + ": " + names(concerned));
                concerned.forEach(file -> block.append("\n     file:   ").append(file.file()));
                blocks.add(block.append("\n     found:  " + finding.found())
                        .append("\n     wanted: " + finding.wanted())
                        .append("\n     fix:    " + finding.fix())
                        .toString());
            }
        });
        if (blocks.isEmpty()) {
            return "";
        }
        String count = blocks.size() == 1 ? "1 thing is" : blocks.size() + " things are";
        return count + " not as asked for in what was built:" + String.join("", blocks);
    }

    /** Returns a line for each program whose oldest glibc nobody has set, with what decides it. */
    public static List<String> floors(List<CheckedFile> files) {
        var lines = new ArrayList<String>();
        for (CheckedFile file : files) {
            for (CheckedImage image : file.images()) {
                if (!image.floorSymbols().isEmpty()) {
                    lines.add("  " + file.target() + ", " + Path.of(file.file()).getFileName() + ": " + image.floor()
                            + GlibcRule.symbols(image.floorSymbols()));
                }
            }
        }
        return lines;
    }

    private static Map<Finding, List<CheckedFile>> byFinding(List<CheckedFile> files) {
        var byFinding = new LinkedHashMap<Finding, List<CheckedFile>>();
        for (CheckedFile file : files) {
            file.findings().forEach(finding -> byFinding
                    .computeIfAbsent(finding, key -> new ArrayList<>())
                    .add(file));
        }
        return byFinding;
    }

    private static String names(List<CheckedFile> files) {
        return String.join(
                ", ", files.stream().map(CheckedFile::target).distinct().toList());
    }
}
