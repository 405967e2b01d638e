package dev.rustcross.mojo.config;

import dev.rustcross.failure.Problem;
import dev.rustcross.failure.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * One {@code <target>} of the POM as it stands there, in its short or its full form.
 *
 * <p>Read from the raw configuration and not as a bean, since Maven stops at a bean's first unknown element with a message
 * that names a Java class; here all of them are found, each with the nearest name.
 *
 * @param where its XML path, {@code <targets><target>[2]}, counted from 1
 * @param values the text of its simple elements
 * @param lists the items of its list elements
 * @param environment its {@code <environment>}
 */
public record TargetElement(
        String where, Map<String, String> values, Map<String, List<String>> lists, Map<String, String> environment) {

    private static final List<String> SCALARS = List.of(
            "triple",
            "classifier",
            "engine",
            "linker",
            "cc",
            "cxx",
            "ar",
            "runner",
            "glibc",
            "macosMin",
            "sdkRoot",
            "noDefaultFeatures",
            "maxSize",
            "ifUnavailable",
            "prebuilt");

    private static final String RUSTFLAGS = "rustflags";
    private static final List<String> LISTS = List.of(RUSTFLAGS, "features", "formats", "allowedLibraries");

    private static final String ENVIRONMENT = "environment";

    /** Reads the children of {@code <targets>}; what cannot be read is added to the problems. */
    public static List<TargetElement> read(@Nullable PlexusConfiguration targets, List<Problem> problems) {
        if (targets == null) {
            return List.of();
        }
        var elements = new ArrayList<TargetElement>();
        for (PlexusConfiguration child : targets.getChildren()) {
            if (!child.getName().equals("target")) {
                problems.add(new Problem(
                        "<targets><" + child.getName() + ">",
                        "unknown element",
                        null,
                        "write <target>, with a triple as its text or a <triple> inside."));
                continue;
            }
            elements.add(readTarget(child, "<targets><target>[" + (elements.size() + 1) + "]", problems));
        }
        return elements;
    }

    private static TargetElement readTarget(PlexusConfiguration target, String where, List<Problem> problems) {
        var values = new LinkedHashMap<String, String>();
        var lists = new LinkedHashMap<String, List<String>>();
        var environment = new LinkedHashMap<String, String>();
        String text = text(target);
        if (target.getChildCount() == 0) {
            values.put("triple", text);
        } else if (!text.isEmpty()) {
            // Maven merges inherited elements by their position.
            problems.add(new Problem(
                    where,
                    "both a triple as text and elements",
                    text,
                    "a parent's <target> was merged into it: write <targets combine.self=\"override\">, or give the triple"
                            + " by <triple>."));
        }
        for (PlexusConfiguration child : target.getChildren()) {
            String name = child.getName();
            if (SCALARS.contains(name)) {
                values.put(name, text(child));
            } else if (LISTS.contains(name)) {
                lists.put(name, items(child, name.equals(RUSTFLAGS) ? "\\s+" : "[,\\s]+"));
            } else if (name.equals(ENVIRONMENT)) {
                for (PlexusConfiguration variable : child.getChildren()) {
                    environment.put(variable.getName(), text(variable));
                }
            } else {
                problems.add(new Problem(where + "<" + name + ">", "unknown element", null, nearest(name)));
            }
        }
        return new TargetElement(where, values, lists, environment);
    }

    /** Returns this target as if it did not have some of its list elements. */
    public TargetElement without(Collection<String> names) {
        var others = new LinkedHashMap<>(lists);
        others.keySet().removeAll(names);
        return new TargetElement(where, values, others, environment);
    }

    /** Two elements at one place of the POM are the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetElement element && where.equals(element.where);
    }

    @Override
    public int hashCode() {
        return where.hashCode();
    }

    /** Returns the text of a simple element; null where it is absent or empty. */
    public @Nullable String value(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Returns the items of a list element; null where it is absent. */
    public @Nullable List<String> list(String name) {
        return lists.get(name);
    }

    /** Returns the XML path of an element of this target. */
    public String path(String element) {
        return where + "<" + element + ">";
    }

    private static String nearest(String name) {
        var known = new ArrayList<>(SCALARS);
        known.addAll(LISTS);
        known.add(ENVIRONMENT);
        return Suggestion.nearest(name, known)
                .map(candidate -> "did you mean <" + candidate + ">?")
                .orElseGet(() -> "a <target> takes " + String.join(", ", known) + ".");
    }

    /**
     * A list element holds children of any name, as Maven's lists do, or words: names separated by commas or white space, flags,
     * which may hold commas, by white space, as Cargo has them.
     */
    private static List<String> items(PlexusConfiguration list, String separator) {
        Stream<String> items = list.getChildCount() > 0
                ? Arrays.stream(list.getChildren()).map(TargetElement::text)
                : Arrays.stream(text(list).split(separator, -1));
        return items.filter(item -> !item.isEmpty()).toList();
    }

    private static String text(PlexusConfiguration element) {
        String value = element.getValue("");
        return value == null ? "" : value.trim();
    }
}
