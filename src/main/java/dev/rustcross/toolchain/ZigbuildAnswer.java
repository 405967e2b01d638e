package dev.rustcross.toolchain;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What cargo-zigbuild added to the environment for one target.
 *
 * @param variables the variables it set, with their values
 * @param path the folders it put first on {@code PATH}
 */
record ZigbuildAnswer(Map<String, String> variables, List<String> path) {

    /**
     * The variables that cargo-zigbuild sets, as an extended regular expression of POSIX. Nothing else may enter an answer:
     * the rest of the environment can hold secrets, and a value may look changed only for its encoding.
     *
     * <p>bindgen's variable comes with dashes and with underscores; some shells drop the first, and bindgen needs but one.
     * {@code CARGO_ZIGBUILD_TARGET} is left out: right only for a cargo call with a single target, which ours need not be.
     */
    static final String NAMES = "CARGO_TARGET_[A-Z0-9_]+_LINKER"
            + "|(CC|CXX|AR|RANLIB|CMAKE_TOOLCHAIN_FILE|BINDGEN_EXTRA_CLANG_ARGS)_[A-Za-z0-9_]+"
            + "|CARGO_ZIGBUILD_(TARGET_[A-Za-z0-9_]+|RUSTC_VERSION|ZIG_COMMAND|ZIG_COMMAND_ARGS|ZIG_VERSION|CACHE_DIR)"
            + "|WINAPI_NO_BUNDLED_LIBRARIES|SDKROOT|PKG_CONFIG_SYSROOT_DIR"
            + "|__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS"
            + "|CARGO_UNSTABLE_TARGET_APPLIES_TO_HOST|CARGO_TARGET_APPLIES_TO_HOST";

    private static final Pattern NAME = Pattern.compile(NAMES);

    /** Set by cargo-zigbuild only where the user did not: a difference is one of encoding then. */
    private static final Set<String> THE_USERS_WHERE_SET = Set.of("SDKROOT", "PKG_CONFIG_SYSROOT_DIR");

    /** Compares the environment that cargo-zigbuild was started with and the one that it started cargo with. */
    static ZigbuildAnswer between(Map<String, String> before, Map<String, String> after) {
        var added = new TreeMap<String, String>();
        after.forEach((name, value) -> {
            if (NAME.matcher(name).matches()
                    && !value.equals(before.get(name))
                    && !(THE_USERS_WHERE_SET.contains(name) && before.containsKey(name))) {
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
