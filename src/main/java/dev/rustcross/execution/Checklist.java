package dev.rustcross.execution;

import dev.rustcross.execution.DoctorReport.State;
import dev.rustcross.execution.DoctorReport.Tool;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what targets need, each thing once, in the order in which it came up. */
final class Checklist {

    private final Map<Tool, Set<String>> tools = new LinkedHashMap<>();

    /** Adds what is there; the version and a detail may be unknown. */
    void found(
            String name,
            @Nullable String version,
            @Nullable Path path,
            @Nullable String detail,
            Collection<String> targets) {
        add(
                new Tool(name, State.FOUND, version, path == null ? null : path.toString(), detail, List.of(), null),
                targets);
    }

    /** Adds what the build will install, and how. */
    void installable(String name, String remedy, Collection<String> targets) {
        absent(name, State.INSTALLABLE, remedy, targets);
    }

    /** Adds what keeps the targets from being built, and what to do about it. */
    void missing(String name, String remedy, Collection<String> targets) {
        absent(name, State.MISSING, remedy, targets);
    }

    /** Adds what is not there and not always needed, and what to do in case. */
    void optional(String name, String remedy, Collection<String> targets) {
        absent(name, State.OPTIONAL, remedy, targets);
    }

    private void absent(String name, State state, String remedy, Collection<String> targets) {
        String line = remedy.strip().replaceAll("\\s*\\R\\s*", " ");
        add(new Tool(name, state, null, null, null, List.of(), line), targets);
    }

    private void add(Tool tool, Collection<String> targets) {
        tools.computeIfAbsent(tool, key -> new LinkedHashSet<>()).addAll(targets);
    }

    /** Returns whether something of that name was added. */
    boolean holds(String name) {
        return tools.keySet().stream().anyMatch(tool -> tool.name().equals(name));
    }

    /** Returns what was added. */
    List<Tool> tools() {
        return tools.entrySet().stream()
                .map(entry -> entry.getKey().neededBy(List.copyOf(entry.getValue())))
                .toList();
    }
}
