package dev.rustcross.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A linker call as rustc shows it when it failed: shortened. Objects are counted, libraries folded into braces with a star for
 * their hashes, and the toolchain's folder is {@code <sysroot>}.
 *
 * @param environment the variables that rustc showed
 * @param arguments the linker and its arguments
 * @param sysroot the toolchain's folder; null where the compiler call does not tell
 * @see <a href="https://github.com/rust-lang/rust/blob/master/compiler/rustc_codegen_ssa/src/errors.rs">LinkingFailed</a>
 */
public record LinkerCommand(
        Map<String, String> environment,
        List<String> arguments,
        @Nullable String sysroot) {

    private static final Pattern FAILED = Pattern.compile("error: linking with `.*` failed: .*");
    private static final Pattern NOTE = Pattern.compile(" *= note: +((?:\\w+=)?\".*)");

    /** A word as Rust prints a string for debugging, or a variable's name, an equals sign and such a word. */
    private static final Pattern WORD = Pattern.compile("(?:(\\w+)=)?\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final Pattern COMPILER = Pattern.compile(
            "process didn't exit successfully: `(?:.*? )?'?([^' `]+)[/\\\\]bin[/\\\\]rustc(?:\\.exe)?'? ");
    private static final Pattern OMITTED = Pattern.compile("<(\\d+) object files? omitted>");
    private static final Pattern BRACES = Pattern.compile("([^{]*)\\{([^{}]*)}([^{}]*)");
    private static final String SYSROOT = "<sysroot>";

    public LinkerCommand {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** Finds the last linker call that failed in what cargo said. */
    public static Optional<LinkerCommand> last(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (FAILED.matcher(lines.get(i)).matches()) {
                List<String> report = lines.subList(i, lines.size());
                return report.stream()
                        .map(NOTE::matcher)
                        .filter(Matcher::matches)
                        .findFirst()
                        .map(note -> parse(note.group(1), sysroot(report)));
            }
        }
        return Optional.empty();
    }

    /** Returns the number of object files that an argument stands for; empty for any other argument. */
    public static Optional<Integer> omittedObjects(String argument) {
        Matcher omitted = OMITTED.matcher(argument);
        return omitted.matches() ? Optional.of(Integer.valueOf(omitted.group(1))) : Optional.empty();
    }

    /** Returns the arguments that a shortened one stands for, with the toolchain's folder; stars are left in. */
    public List<String> unfolded(String argument) {
        String path = sysroot == null ? argument : argument.replace(SYSROOT, sysroot);
        Matcher braces = BRACES.matcher(path);
        return braces.matches()
                ? Stream.of(braces.group(2).split(",", -1))
                        .map(name -> braces.group(1) + name + braces.group(3))
                        .toList()
                : List.of(path);
    }

    /** Returns the file that it would have made. */
    public Optional<String> output() {
        int option = arguments.indexOf("-o");
        return option >= 0 && option + 1 < arguments.size() ? Optional.of(arguments.get(option + 1)) : Optional.empty();
    }

    private static LinkerCommand parse(String note, @Nullable String sysroot) {
        var environment = new LinkedHashMap<String, String>();
        var arguments = new ArrayList<String>();
        Matcher word = WORD.matcher(note);
        while (word.find()) {
            String text = ESCAPE.matcher(word.group(2)).replaceAll("$1");
            if (word.group(1) != null) {
                environment.put(word.group(1), text);
            } else {
                arguments.add(text);
            }
        }
        return new LinkerCommand(environment, arguments, sysroot);
    }

    private static @Nullable String sysroot(List<String> report) {
        return report.stream()
                .flatMap(line -> COMPILER.matcher(line).results())
                .map(call -> call.group(1))
                .findFirst()
                .orElse(null);
    }
}
