package dev.rustcross.diagnosis;

import dev.rustcross.plan.PlannedTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the known ways of failing in what cargo wrote to its standard error. */
public final class Diagnostician {

    /** What starts an error of its own; what follows until the next one is part of it. */
    private static final Pattern START = Pattern.compile("(?:error|warning|Error)\\b.*");

    /** What rustc puts before a linker's words. */
    private static final Pattern NOTE = Pattern.compile("^= note: ");

    private static final Pattern FAILED_CALL = Pattern.compile("process didn't exit successfully: .*");

    private static final Pattern TARGET_ARGUMENT = Pattern.compile(" --target ([\\w.-]+)");

    private final Situation situation;

    /** Creates one for a call that failed. */
    public Diagnostician(Situation situation) {
        this.situation = situation;
    }

    /**
     * Returns why the call failed, the most specific first and each but once for a target. An error has one cause at most, and where
     * there is an error no warning is the cause.
     *
     * @param lines what cargo said, without its status lines
     */
    public List<Diagnosis> diagnose(List<String> lines) {
        List<List<String>> reports = reports(lines);
        boolean onlyWarnings = reports.stream().noneMatch(Diagnostician::isError);
        Map<String, Diagnosis> found = new LinkedHashMap<>();
        for (int i = 0; i < reports.size(); i++) {
            List<String> report = reports.get(i);
            if (onlyWarnings || !report.get(0).startsWith("warning")) {
                String call = failedCall(reports.subList(i, reports.size()));
                PlannedTarget target = target(report, call);
                diagnose(report, target, target == null && isForHost(call))
                        .ifPresent(
                                diagnosis -> found.putIfAbsent(diagnosis.mode() + " " + diagnosis.target(), diagnosis));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparing(Diagnosis::mode))
                .toList();
    }

    private Optional<Diagnosis> diagnose(List<String> report, @Nullable PlannedTarget target, boolean forHost) {
        for (FailureMode mode : FailureMode.values()) {
            for (String line : report) {
                Optional<MatchResult> match = mode.find(line);
                if (match.isPresent()) {
                    var finding = new Finding(
                            report,
                            NOTE.matcher(line.strip()).replaceFirst(""),
                            match.get(),
                            target,
                            forHost,
                            situation);
                    if (mode.applies(finding)) {
                        return Optional.of(mode.diagnose(finding));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isError(List<String> report) {
        return report.get(0).regionMatches(true, 0, "error", 0, "error".length());
    }

    private static List<List<String>> reports(List<String> lines) {
        var reports = new ArrayList<List<String>>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (START.matcher(line).matches() && !current.isEmpty()) {
                reports.add(current);
                current = new ArrayList<>();
            }
            current.add(line);
        }
        if (!current.isEmpty()) {
            reports.add(current);
        }
        return reports;
    }

    /** Returns the call that cargo, after an error, says failed first; empty for none. */
    private static String failedCall(List<List<String>> reports) {
        return reports.stream()
                .flatMap(List::stream)
                .flatMap(line -> FAILED_CALL.matcher(line).results())
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
    }

    /** Build scripts and procedural macros are compiled without {@code --target}, all else with it. */
    private static boolean isForHost(String call) {
        return call.contains(" --crate-name ") && !TARGET_ARGUMENT.matcher(call).find();
    }

    /** The first triple that the report names, in a path most likely; else that of the call that failed; else the only one. */
    private @Nullable PlannedTarget target(List<String> report, String call) {
        List<PlannedTarget> targets = situation.targets();
        for (String line : report) {
            Optional<PlannedTarget> named = targets.stream()
                    .filter(target -> position(line, target) >= 0)
                    .min(Comparator.comparingInt(target -> position(line, target)));
            if (named.isPresent()) {
                return named.get();
            }
        }
        Matcher argument = TARGET_ARGUMENT.matcher(call);
        if (argument.find()) {
            return targets.stream()
                    .filter(target -> target.triple().name().equals(argument.group(1)))
                    .findFirst()
                    .orElse(null);
        }
        return targets.size() == 1 && !isForHost(call) ? targets.get(0) : null;
    }

    private static int position(String line, PlannedTarget target) {
        Matcher matcher = Pattern.compile("(?<![\\w-])(?<!rustlib/)"
                        + Pattern.quote(target.triple().name()) + "(?![\\w-])")
                .matcher(line);
        return matcher.find() ? matcher.start() : -1;
    }
}
