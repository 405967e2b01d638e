package dev.rustcross.toolchain;

import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What cargo-zigbuild would have added to cargo's environment, sorted by how plain cargo can be given it.
 *
 * @param linkers the linkers, for {@code [target.T] linker}; a triple is absent when the user's environment names its
 *     linker, which wins
 * @param variables what build scripts, rustc and the linker read, for {@code [env]}; names may hold dashes
 * @param path folders to put first on the {@code PATH} of the cargo process: zig's dlltool for windows-gnu, where the
 *     machine has none. {@code [env]} cannot prepend, and would freeze the user's {@code PATH} in a file
 */
public record ZigbuildEnvironment(Map<TargetTriple, Path> linkers, Map<String, String> variables, List<Path> path) {

    /** Set where there is an SDK; without a suffix it would hold for the other targets of the call, too. */
    private static final String PKG_CONFIG_SYSROOT = "PKG_CONFIG_SYSROOT_DIR";

    /** Given with the host's own triple, so that its linker is not that of build scripts: whether it is, the plan says. */
    private static final Set<String> ABOUT_HOST_CODE = Set.of(
            "__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS",
            "CARGO_UNSTABLE_TARGET_APPLIES_TO_HOST",
            "CARGO_TARGET_APPLIES_TO_HOST");

    public ZigbuildEnvironment {
        linkers = Map.copyOf(linkers);
        variables = Map.copyOf(variables);
        path = List.copyOf(path);
    }

    /** Sorts the answers of several targets. */
    static ZigbuildEnvironment of(Map<ZigTarget, ZigbuildAnswer> answers) {
        var linkers = new TreeMap<TargetTriple, Path>();
        var variables = new TreeMap<String, String>();
        var path = new LinkedHashSet<Path>();
        // Macs last: of the folders that the answers name as cargo-zigbuild's cache, a Mac's has to win, since only its
        // links
        // read from there, files that were written when it was asked for.
        answers.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ZigTarget, ZigbuildAnswer> entry) ->
                                entry.getKey().triple().isMacOs())
                        .thenComparing(entry -> entry.getKey().triple()))
                .forEach(entry -> {
                    ZigTarget target = entry.getKey();
                    ZigbuildAnswer answer = entry.getValue();
                    String linker = "CARGO_TARGET_" + target.triple().cargoVariableInfix() + "_LINKER";
                    answer.variables().forEach((name, value) -> {
                        if (name.equals(linker)) {
                            linkers.put(target.triple(), Path.of(value));
                        } else if (name.equals(PKG_CONFIG_SYSROOT)) {
                            variables.put(name + "_" + target.triple().variableSuffix(), value);
                        } else if (!ABOUT_HOST_CODE.contains(name)) {
                            variables.put(name, value);
                        }
                    });
                    answer.path().forEach(folder -> path.add(Path.of(folder)));
                });
        return new ZigbuildEnvironment(linkers, variables, List.copyOf(path));
    }
}
