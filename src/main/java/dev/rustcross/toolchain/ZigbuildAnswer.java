package dev.rustcross.toolchain;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What cargo-zigbuild added to the environment for one target.
 *
 * @param variables the variables it set, with their values
 * @param path the folders it put first on {@code PATH}
 */
record ZigbuildAnswer(Map<String, String> variables, List<String> path) {

    /** What a shell sets on its own. */
    private static final Set<String> OF_THE_SHELL = Set.of("PWD", "OLDPWD", "SHLVL", "_", "PROMPT");

    /** Right only for a cargo call with a single target, which ours need not be. */
    private static final String SINGLE_TARGET = "CARGO_ZIGBUILD_TARGET";

    /** Compares the environment that cargo-zigbuild was started with and the one that it started cargo with. */
    static ZigbuildAnswer between(Map<String, String> before, Map<String, String> after) {
        var added = new TreeMap<String, String>();
        after.forEach((name, value) -> {
            // bindgen's variable comes with dashes and with underscores; some shells drop the first, and bindgen needs
            // but one.
            if (!value.equals(before.get(name))
                    && name.indexOf('-') < 0
                    && !OF_THE_SHELL.contains(name)
                    && !name.equals(SINGLE_TARGET)
                    && !name.equalsIgnoreCase("PATH")) {
                added.put(name, value);
            }
        });
        return new ZigbuildAnswer(added, prepended(path(before), path(after)));
    }

    /** Returns whether the files that the answer names in a folder are still there. */
    boolean filesExist(Path folder) {
        return Stream.concat(variables.values().stream(), path.stream())
                .filter(value -> value.startsWith(folder + File.separator))
                .allMatch(value -> Files.exists(Path.of(value)));
    }

    private static List<String> prepended(String before, String after) {
        return after.length() > before.length() && after.endsWith(before)
                ? Stream.of(after.substring(0, after.length() - before.length()).split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .toList()
                : List.of();
    }

    private static String path(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
