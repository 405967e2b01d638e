package dev.rustcross.cargo;

import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file to be handed to cargo by {@code --config}.
 *
 * <p>What stands in it beats the environment and the user's own files, except {@code [env]}, which yields to variables that are set. So
 * only what the user left open may stand in it.
 *
 * @param targets the tables of the targets
 * @param profile the table of a profile
 * @param environment the variables for rustc, build scripts and linkers
 * @see <a href="https://doc.rust-lang.org/cargo/reference/config.html">the format</a>
 */
public record CargoConfigFile(List<TargetTable> targets, ProfileTable profile, Map<String, String> environment) {

    /**
     * The table {@code [profile.NAME]}, which goes before that of {@code Cargo.toml}.
     *
     * @param name the profile
     * @param settings its keys with their TOML values; empty for no table
     */
    public record ProfileTable(String name, Map<String, String> settings) {

        private String render() {
            var table = new StringBuilder();
            settings.forEach((key, value) ->
                    table.append(key).append(" = ").append(value).append('\n'));
            return table.isEmpty() ? "" : "\n[profile." + quoted(name) + "]\n" + table;
        }
    }

    /**
     * The table {@code [target.TRIPLE]}.
     *
     * @param triple the triple
     * @param linker the linker, a path or a name that rustc knows; null to leave it open
     * @param rustflags flags that are added to the user's own
     * @param runner the program that runs binaries of the triple, with its arguments; empty to leave it open
     */
    public record TargetTable(
            TargetTriple triple, @Nullable String linker, List<String> rustflags, List<String> runner) {

        public TargetTable {
            rustflags = List.copyOf(rustflags);
            runner = List.copyOf(runner);
        }

        private static void append(StringBuilder table, String key, List<String> values) {
            if (!values.isEmpty()) {
                table.append(key)
                        .append(" = ")
                        .append(values.stream()
                                .map(CargoConfigFile::quoted)
                                .collect(Collectors.joining(", ", "[", "]")))
                        .append('\n');
            }
        }

        private String render() {
            var table = new StringBuilder();
            if (linker != null) {
                table.append("linker = ").append(quoted(linker)).append('\n');
            }
            append(table, "rustflags", rustflags);
            // A text would be split at each blank, those of a folder's name among them.
            append(table, "runner", runner);
            return table.isEmpty() ? "" : "\n[target." + quoted(triple.name()) + "]\n" + table;
        }
    }

    public CargoConfigFile {
        targets = List.copyOf(targets);
        environment = Map.copyOf(environment);
    }

    /** Returns the file's text, the same for the same content. */
    public String render() {
        var text = new StringBuilder("# Written by rust-cross-maven-plugin at each build: edit the POM instead.\n");
        targets.forEach(table -> text.append(table.render()));
        text.append(profile.render());
        if (!environment.isEmpty()) {
            text.append("\n[env]\n");
            new TreeMap<>(environment).forEach((name, value) -> text.append(quoted(name))
                    .append(" = ")
                    .append(quoted(value))
                    .append('\n'));
        }
        return text.toString();
    }

    /** Writes a TOML basic string (TOML 1.0, "String"), also for keys: some of the variables hold dashes. */
    public static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(each -> {
            if (each == '"' || each == '\\') {
                quoted.append('\\').append((char) each);
            } else if (each < ' ' || each == 0x7f) {
                quoted.append(String.format("\\u%04X", each));
            } else {
                quoted.append((char) each);
            }
        });
        return quoted.append('"').toString();
    }
}
