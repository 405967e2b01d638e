package dev.rustcross.execution;

import dev.rustcross.diagnosis.LinkerCommand;
import dev.rustcross.process.Command;
import dev.rustcross.process.ReproductionScript;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a script of a linker call that failed, with every file named that rustc left out when it showed the call. */
final class LinkerScript {

    /** The folder of files that rustc writes for one link, and deletes after it. */
    private static final Pattern TEMPORARY = Pattern.compile("(.*[/\\\\]rustc[A-Za-z0-9]{6})[/\\\\]([^/\\\\]+)");

    private static final Pattern LIBRARY = Pattern.compile("(?:lib)?(.*)\\.(?:so|dylib|dll)");

    private final LinkerCommand call;
    private final Set<String> deleted = new TreeSet<>();

    LinkerScript(LinkerCommand call) {
        this.call = call;
    }

    /**
     * Writes the script.
     *
     * @param directory the folder the linker is run in
     * @param folder the folder for the script
     * @return where it is, and what it goes without; empty where the call cannot be put together again
     */
    Optional<String> write(Path directory, ReproductionScript script, Path folder) {
        try {
            List<String> arguments = arguments(directory);
            if (arguments.size() < 2) {
                return Optional.empty();
            }
            var command = new Command(arguments, directory, call.environment(), Duration.ZERO);
            Path file = script.write(command, Set.of(), folder, "linker");
            return Optional.of(
                    deleted.isEmpty()
                            ? file.toString()
                            : file + " (without what rustc has deleted: " + String.join(", ", deleted) + ")");
        } catch (IOException e) {
            // The script is a help beside the failure that is being told, which must not be lost for it.
            return Optional.empty();
        }
    }

    private List<String> arguments(Path directory) throws IOException {
        var arguments = new ArrayList<String>();
        for (String shown : call.arguments()) {
            Optional<Integer> omitted = LinkerCommand.omittedObjects(shown);
            if (omitted.isPresent()) {
                arguments.addAll(newestObjects(directory, omitted.get()));
                continue;
            }
            for (String argument : call.unfolded(shown)) {
                add(argument, directory, arguments);
            }
        }
        program(arguments);
        return arguments;
    }

    private void add(String argument, Path directory, List<String> arguments) throws IOException {
        Matcher temporary = TEMPORARY.matcher(argument);
        if (temporary.matches() && !Files.exists(directory.resolve(argument))) {
            deleted.add(temporary.group(2));
            if (!arguments.isEmpty() && arguments.get(arguments.size() - 1).equals("-L")) {
                arguments.remove(arguments.size() - 1);
            }
        } else if (argument.endsWith(".rlib") && argument.contains("*")) {
            int name = Math.max(argument.lastIndexOf('/'), argument.lastIndexOf('\\')) + 1;
            Path folder = directory.resolve(argument.substring(0, name));
            list(folder, argument.substring(name)).forEach(library -> arguments.add(library.toString()));
        } else {
            arguments.add(argument);
        }
    }

    /** Objects of earlier links that failed lie there, too. */
    private List<String> newestObjects(Path directory, int count) throws IOException {
        String output = call.output().orElse("");
        int nameStart = Math.max(output.lastIndexOf('/'), output.lastIndexOf('\\')) + 1;
        String name = output.substring(nameStart);
        String crate = LIBRARY.matcher(name).replaceFirst("$1").replaceFirst("\\.exe$", "");
        return list(directory.resolve(output.substring(0, nameStart)), crate + ".*.o").stream()
                .sorted(Comparator.comparing(LinkerScript::modified).reversed())
                .limit(count)
                .map(Path::toString)
                .sorted()
                .toList();
    }

    /** rustc finds its own linker where no PATH leads to. */
    private void program(List<String> arguments) throws IOException {
        if (call.sysroot() == null || arguments.isEmpty() || !arguments.get(0).startsWith("rust-lld")) {
            return;
        }
        try (Stream<Path> programs = Files.find(
                Path.of(call.sysroot(), "lib", "rustlib"),
                3,
                (file, attributes) -> file.endsWith(Path.of("bin", arguments.get(0))))) {
            programs.findFirst().ifPresent(program -> arguments.set(0, program.toString()));
        }
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(files::add);
        }
        return files;
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
