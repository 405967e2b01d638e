package dev.rustcross.execution;

import dev.rustcross.file.RecordJson;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the targets need of this machine, as the goal {@code doctor} prints it. The names of the components are those of the JSON, and are
 * kept.
 *
 * @param buildable whether all targets can be built, but for those that may be left out
 * @param host the triple of this machine
 * @param tools what is needed
 * @param targets the targets, in the POM's order
 */
public record DoctorReport(boolean buildable, String host, List<Tool> tools, List<Target> targets) implements Report {

    /** Whether a need is met. */
    public record State(String name) {

        /** It is there. */
        public static final State FOUND = new State("found");

        /** It is not there, and the build will install it. */
        public static final State INSTALLABLE = new State("installable");

        /** It is not there, and targets cannot be built for that. */
        public static final State MISSING = new State("missing");

        /** It is not there, and not every crate needs it. */
        public static final State OPTIONAL = new State("optional");
    }

    /**
     * A program or a library that is needed.
     *
     * @param name what it is
     * @param state whether it is there
     * @param version its version; null where it is not there or has none
     * @param path where it is; null where it is not there
     * @param detail what else there is to know; null for nothing
     * @param neededBy the names of the targets that need it
     * @param remedy what brings it, a sentence; null where it is there
     */
    public record Tool(
            String name,
            State state,
            @Nullable String version,
            @Nullable String path,
            @Nullable String detail,
            List<String> neededBy,
            @Nullable String remedy) {

        public Tool {
            neededBy = List.copyOf(neededBy);
        }

        /** Returns the same for other targets. */
        Tool neededBy(List<String> names) {
            return new Tool(name, state, version, path, detail, names, remedy);
        }

        private String description() {
            return Stream.of(version, path, detail, remedy)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * A target.
     *
     * @param target its name: the triple, with the glibc floor behind a dot where there is one
     * @param buildable whether nothing that it needs is missing
     * @param required whether the build fails without it: false where {@code ifUnavailable} leaves it out then
     * @param engine what would serve it: {@code cargo}, {@code zigbuild}, {@code cross} or {@code xwin}; null where nothing would
     * @param linker the program, or the kind of linker; null where there is none
     * @param rule the rule, or the file and line, that chose it; null where there is none
     */
    public record Target(
            String target,
            boolean buildable,
            boolean required,
            @Nullable String engine,
            @Nullable String linker,
            @Nullable String rule) {

        /** Returns whether the build would fail for its sake. */
        boolean stopsBuild() {
            return required && !buildable;
        }

        private String state() {
            if (buildable) {
                return "ready";
            }
            return required ? "cannot be built" : "left out";
        }
    }

    public DoctorReport {
        tools = List.copyOf(tools);
        targets = List.copyOf(targets);
    }

    @Override
    public List<String> table() {
        var table = new TextTable("needed", "state", "for", "version, place, or what to do");
        for (Tool tool : tools) {
            table.row(tool.name, tool.state.name, concerned(tool), tool.description());
        }
        for (Target target : targets) {
            table.row(
                    target.target,
                    target.state(),
                    "",
                    target.linker == null ? "no linker" : target.linker + ", by rule " + target.rule);
        }
        return table.lines();
    }

    @Override
    public String json() {
        return RecordJson.write(this);
    }

    /** Returns the message of the failure that ends the goal where a target cannot be built. */
    public String failure() {
        List<String> unbuildable =
                targets.stream().filter(Target::stopsBuild).map(Target::target).toList();
        return unbuildable.size() + " of " + targets.size() + " targets cannot be built on this machine: "
                + String.join(", ", unbuildable) + "."
                + tools.stream()
                        .filter(tool -> tool.state.equals(State.MISSING))
                        .map(tool -> "\n  " + tool.name + ": " + tool.remedy)
                        .collect(Collectors.joining());
    }

    private String concerned(Tool tool) {
        int count = tool.neededBy.size();
        if (count < 2) {
            return String.join("", tool.neededBy);
        }
        return count == targets.size() ? "all targets" : count + " targets";
    }
}
