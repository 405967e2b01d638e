package dev.rustcross.plan;

import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.target.ClassifierStyle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Picks the targets of a shard or a quick run from the declared ones. */
public final class TargetSelection {

    private static final String HOST = "host";

    private TargetSelection() {}

    /**
     * Returns the declared targets that the names stand for, in declared order; all of them where no name is given.
     *
     * @param declared the declared targets
     * @param names triples, classifiers, the universal binary's classifier, or {@code host}
     * @param style the vocabulary of classifiers
     * @param host the machine
     * @param problems where a name that matches nothing is added
     */
    public static List<TargetRequest> select(
            List<TargetRequest> declared,
            List<String> names,
            ClassifierStyle style,
            HostPlatform host,
            List<Problem> problems) {
        if (names.isEmpty()) {
            return declared;
        }
        Set<TargetRequest> selected = new LinkedHashSet<>();
        for (String name : names) {
            List<TargetRequest> matches = declared.stream()
                    .filter(target -> matches(target, name, style, host))
                    .toList();
            if (matches.isEmpty() && !declared.isEmpty()) {
                problems.add(noMatch(name, declared, style, host));
            }
            selected.addAll(name.equals(HOST) ? matches.subList(0, Math.min(1, matches.size())) : matches);
        }
        return declared.stream().filter(selected::contains).toList();
    }

    private static boolean matches(TargetRequest target, String name, ClassifierStyle style, HostPlatform host) {
        return name.equals(target.triple().name())
                || name.equals(target.name())
                || name.equals(target.classifier())
                || (name.equals(style.universalMacOs()) && target.triple().isMacOs())
                || (name.equals(HOST) && host.runs(target.triple()));
    }

    private static Problem noMatch(
            String name, List<TargetRequest> declared, ClassifierStyle style, HostPlatform host) {
        if (name.equals(HOST)) {
            return new Problem(
                    "<onlyTargets>",
                    "this machine (" + host.description() + ") can run none of the declared targets",
                    name,
                    "declare a target for it, or name the targets to build.");
        }
        List<String> known = Stream.concat(
                        declared.stream()
                                .flatMap(target -> Stream.of(target.triple().name(), target.classifier())),
                        Stream.of(style.universalMacOs(), HOST).filter(selectable -> declared.stream()
                                .anyMatch(target -> matches(target, selectable, style, host))))
                .toList();
        var fix = new ArrayList<String>();
        Suggestion.nearest(name, known).ifPresent(nearest -> fix.add("did you mean " + nearest + "?"));
        fix.add("Declared are "
                + String.join(
                        ", ",
                        declared.stream()
                                .map(target -> target.triple() + " (" + target.classifier() + ")")
                                .toList())
                + ".");
        return new Problem("<onlyTargets>", "matches no declared target", name, String.join(" ", fix));
    }
}
