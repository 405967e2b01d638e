package dev.rustcross.diagnosis;

import dev.rustcross.host.InstallCommands;
import dev.rustcross.plan.LinkerDecision;
import dev.rustcross.plan.LinkerRules;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A line that matched.
 *
 * @param report the error that it is part of, line by line
 * @param line the line, without blanks around it
 * @param match what matched in it
 * @param target the target that failed; null where that is not known, and for the host's own
 * @param forHost whether it was a build script or a procedural macro that failed to compile, which are for the host
 * @param situation what the call was about
 */
record Finding(
        List<String> report,
        String line,
        MatchResult match,
        @Nullable PlannedTarget target,
        boolean forHost,
        Situation situation) {

    private static final int MAXIMUM_EXCERPT = 240;

    private static final int CONTEXT = 60;

    /** Stands for a triple that is not known. */
    private static final String SOME_TRIPLE = "TRIPLE";

    /** Returns the line, of a long one what is around the match. */
    String excerpt() {
        int start = Math.max(0, line.indexOf(match.group()) - CONTEXT);
        int end = Math.min(line.length(), start + MAXIMUM_EXCERPT);
        return line.length() <= MAXIMUM_EXCERPT
                ? line
                : (start == 0 ? "" : "…") + line.substring(start, end) + (end == line.length() ? "" : "…");
    }

    /** Returns the first group that took part in the match. */
    String captured() {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Returns what a pattern's first group captures anywhere in the report, each once, in order. */
    List<String> allCaptured(Pattern pattern) {
        return report.stream()
                .flatMap(text -> pattern.matcher(text).results())
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }

    /** Returns whether the target is known, and is such a one. */
    boolean isFor(Predicate<TargetTriple> kind) {
        return target != null && kind.test(target.triple());
    }

    /** Returns whether zig links for the target, or where that is not known for one of them. */
    boolean isLinkedByZig() {
        return !forHost
                && linker().map(LinkerDecision::isZig).orElseGet(() -> situation.targets().stream()
                        .anyMatch(each -> each.linker().isZig()));
    }

    /** Returns what it failed for. */
    String triple() {
        return forHost ? situation.host().name() : targetTriple();
    }

    private String targetTriple() {
        return target == null ? SOME_TRIPLE : target.triple().name();
    }

    /** Returns the triple as the variables of build scripts end in it. */
    String variableSuffix() {
        return target == null ? SOME_TRIPLE : target.triple().variableSuffix();
    }

    Optional<LinkerDecision> linker() {
        return Optional.ofNullable(target).map(PlannedTarget::linker);
    }

    /** Returns the usual names of the compiler that links for the target. */
    List<String> usualLinkers() {
        return target == null ? List.of() : LinkerRules.crossCompilers(target.triple(), situation.host());
    }

    /** Returns the target's element for the POM, with these elements in it. */
    String targetElement(String... elements) {
        return "<target><triple>" + targetTriple() + "</triple>" + String.join("", elements) + "</target>";
    }

    /** Returns an {@code <environment>} element for the POM that sets a variable. */
    static String environmentElement(String name, String value) {
        return "<environment><" + name + ">" + value + "</" + name + "></environment>";
    }

    /** Returns an {@code <environment>} element for the POM that sets a key of the profile. */
    String profileElement(String key, String value) {
        String variable = ("CARGO_PROFILE_" + situation.profile() + "_" + key).replace('-', '_');
        return environmentElement(variable.toUpperCase(Locale.ROOT), value);
    }

    /** Returns what installs a program where the call was made, if known: a command, or a container's settings. */
    Optional<String> installation(String program) {
        return InstallCommands.of(program, situation.packageManager())
                .map(command -> situation.container().isEmpty() ? command : crossToml(CrossToml.preBuild(command)));
    }

    /** Returns what installs a compiler where the call was made, and has it link for the target. */
    Optional<String> installationAsLinker(String program) {
        return InstallCommands.of(program, situation.packageManager())
                .map(command -> situation.container().isEmpty()
                        ? command + ", then " + targetElement("<linker>" + program + "</linker>")
                        : crossToml(CrossToml.preBuild(command), CrossToml.variable(linkerVariable(), program)));
    }

    private String linkerVariable() {
        return "CARGO_TARGET_" + (target == null ? SOME_TRIPLE : target.triple().cargoVariableInfix()) + "_LINKER";
    }

    /** Returns what installs a program where the call was made, or else a sentence that asks for it. */
    String install(String program) {
        return installation(program)
                .orElseGet(() -> situation.container().isEmpty()
                        ? "install " + program + " by your system's means"
                        : "an image that has " + program + ", " + crossToml(CrossToml.IMAGE));
    }

    /** Returns where settings stand for the container that the call was made in, and they themselves. */
    String crossToml(String... settings) {
        return CrossToml.place(situation.container().orElseThrow().triple().name(), settings);
    }

    /** Returns the lines of a fix: the first way that works is the best, each next line another. */
    static String ways(String... ways) {
        return IntStream.range(0, ways.length)
                .mapToObj(i -> (i == 0 ? "" : "or ") + ways[i])
                .collect(Collectors.joining("\n"));
    }
}
