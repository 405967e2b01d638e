package dev.rustcross.plan;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Map;
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
 * @param runner the program that runs this target's binaries; null for none
 * @param glibc the lowest glibc the binaries must run on, such as {@code 2.17}; null for no floor
 * @param macosMin the lowest macOS version; null for rustc's own
 * @param sdkRoot the macOS SDK's folder; null for none
 * @param rustflags flags for rustc, merged with the user's own
 * @param environment variables for cargo while it builds this target; values are secret
 * @param features the Cargo features
 * @param formats the archive formats, at least one
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
        @Nullable String runner,
        @Nullable String glibc,
        @Nullable String macosMin,
        @Nullable String sdkRoot,
        List<String> rustflags,
        Map<String, String> environment,
        FeatureSelection features,
        List<ArchiveFormat> formats) {

    public TargetRequest {
        rustflags = List.copyOf(rustflags);
        environment = Map.copyOf(environment);
        formats = List.copyOf(formats);
    }

    /** Returns whether the user asked for a linker of its own kind, by name, engine or glibc floor. */
    public boolean asksForLinker() {
        return linker != null || engine == Engine.ZIGBUILD || glibc != null;
    }

    /** Returns the triple with its glibc floor, as cargo-zigbuild takes it: {@code x86_64-unknown-linux-gnu.2.17}. */
    public String tripleWithFloor() {
        return glibc == null ? triple.name() : triple.name() + "." + glibc;
    }
}
