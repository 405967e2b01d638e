package dev.rustcross.plan;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One target as the user asked for it, validated and with its defaults filled in.
 *
 * @param where its XML path in the POM, for messages
 * @param triple the triple to build for
 * @param classifier the classifier of its artifacts, unique among the targets
 * @param engine the way to a linker
 * @param linker the linker program the user named; null where the rules choose
 * @param cc the C compiler for build scripts; null for their own choice
 * @param cxx the C++ compiler for build scripts; null for their own choice
 * @param ar the archiver for build scripts; null for their own choice
 * @param runner the program that runs this target's binaries, with its arguments; empty for none
 * @param glibc the lowest glibc the binaries must run on, such as {@code 2.17}; null for no floor
 * @param macosMin the lowest macOS version; null for rustc's own
 * @param sdkRoot the macOS SDK's folder; null for none
 * @param rustflags flags for rustc, merged with the user's own
 * @param environment variables for cargo while it builds this target; values are secret
 * @param features the Cargo features
 * @param formats the archive formats, at least one
 * @param prebuilt the folder with binaries that were built elsewhere, absolute; null where this build makes them
 * @param skippable whether the target is left out where it cannot be built here
 * @param limits what the goal {@code check} allows its binaries beyond what it allows all
 */
public record TargetRequest(
        String where,
        TargetTriple triple,
        String classifier,
        Engine engine,
        @Nullable String linker,
        @Nullable String cc,
        @Nullable String cxx,
        @Nullable String ar,
        List<String> runner,
        @Nullable String glibc,
        @Nullable String macosMin,
        @Nullable String sdkRoot,
        List<String> rustflags,
        Map<String, String> environment,
        FeatureSelection features,
        List<ArchiveFormat> formats,
        @Nullable Path prebuilt,
        boolean skippable,
        BinaryLimits limits) {

    public TargetRequest {
        runner = List.copyOf(runner);
        rustflags = List.copyOf(rustflags);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        formats = List.copyOf(formats);
    }

    /** Returns its name, unique among the targets: the triple, and the floor behind a dot, as cargo-zigbuild writes it. */
    public String name() {
        return glibc == null ? triple.name() : triple.name() + "." + glibc;
    }

    /** Returns whether the user asked for a linker of its own kind, by name, engine or glibc floor. */
    public boolean asksForLinker() {
        return linker != null || asksForZig();
    }

    /**
     * Returns whether nothing but zig will do: a linker named for this target goes before the common engine, and where zig has nothing to
     * offer, for MSVC and WebAssembly, that engine does not count.
     */
    public boolean asksForZig() {
        return linker == null
                && (glibc != null
                        || (engine == Engine.ZIGBUILD && !LinkerRules.isMsvc(triple) && !triple.isWebAssembly()));
    }

    /** Returns the programs that building needs and that the user named, without their arguments, by the elements that name them. */
    public Map<String, String> namedPrograms() {
        var programs = new LinkedHashMap<String, String>();
        put(programs, "linker", linker);
        put(programs, "cc", firstWord(cc));
        put(programs, "cxx", firstWord(cxx));
        put(programs, "ar", ar);
        return programs;
    }

    private static void put(Map<String, String> programs, String element, @Nullable String program) {
        if (program != null) {
            programs.put(element, program);
        }
    }

    private static @Nullable String firstWord(@Nullable String command) {
        return command == null ? null : command.split(" ", 2)[0];
    }

    /** Returns all that decides what is built, in the same words for the same request; holds secrets. */
    List<@Nullable Object> identity() {
        return Arrays.asList(
                triple,
                engine,
                linker,
                cc,
                cxx,
                ar,
                runner,
                glibc,
                macosMin,
                sdkRoot,
                rustflags,
                environment,
                features,
                prebuilt,
                skippable);
    }
}
