package dev.rustcross.plan;

import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.cargo.RustFlags;
import dev.rustcross.failure.Problem;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the linker rules ask about the machine and the crate; costly answers are found only when asked for. */
public interface Surroundings {

    /** Returns the same as a target has it, whose own variables may name another container engine. */
    Surroundings of(TargetRequest target);

    /** Returns the operating system that runs the build. */
    OperatingSystem operatingSystem();

    /** Returns the triple that rustc itself runs on. */
    TargetTriple hostTriple();

    /** Returns the linker that the user's own cargo configuration or environment sets for a target. */
    Optional<UserLinker> userLinker(TargetRequest target);

    /** Returns whether something links what runs on this machine while a target is built: rustc's own default, or what the user set. */
    boolean hasHostLinker(TargetRequest target);

    /** Returns whether build scripts or procedural macros run while a target is built, as far as that is known. */
    boolean runsHostCode(TargetRequest target);

    /** Returns the flags that rustc gets for a target, the POM's and the user's own. */
    RustFlags rustflags(TargetRequest target);

    /** Returns what a target has in the POM that cargo cannot have together with the user's own configuration. */
    List<Problem> contradictions(TargetRequest target);

    /** Returns where a program is on {@code PATH}, or the given path itself where it is one. */
    Optional<Path> findProgram(String name);

    /** Returns whether a path is a folder. */
    boolean isFolder(Path path);

    /**
     * Returns whether a cross compiler, under whatever name, is the machine's own GCC with musl's headers: its runtime library for musl is a
     * static one only.
     */
    boolean isMuslGcc(Path compiler);

    /** Returns whether rustc's own {@code rust-lld} is installed. */
    boolean hasRustLld();

    /** Returns whether nothing in the crate's dependency graph for a target needs a C compiler or a system library. */
    boolean isPureRust(TargetRequest target);

    /** Returns the program that the user's own cargo configuration has cargo run instead of rustc, {@code build.rustc-wrapper}. */
    Optional<Setting> rustcWrapper();

    /** Returns where sccache is: as {@code RUSTC_WRAPPER} names it, else on {@code PATH}. */
    Optional<Path> sccache();

    /** Returns whether rustc links a triple's C runtime statically where no flag says otherwise. */
    boolean hasStaticRuntime(TargetTriple triple);

    /** Returns whether the standard library has to be built from source for a target, and the user allows it. */
    boolean buildsStd(TargetRequest target);

    /** Returns why there is no standard library for a target, a part of a sentence, or empty where there is, or it may be installed. */
    Optional<String> stdUnavailable(TargetRequest target);

    /** Returns whether rustc takes options that are not stable. */
    boolean isNightly();

    /** Returns why zig cannot be used, or empty where it is installed or may be. */
    Optional<String> zigUnavailable();

    /** Returns why cargo-xwin cannot be used, and what to do about it, or empty where it can. */
    Optional<String> xwinUnavailable();

    /** Returns the name of what cross lacks, or empty where it can be used. */
    Optional<String> crossLacks();

    /** Returns why cross cannot be used, and what to do about it, or empty where it can. */
    Optional<String> crossUnavailable();

    /**
     * A linker that the user set.
     *
     * @param program the linker
     * @param source the file and line, or the variable, that sets it
     */
    record UserLinker(String program, String source) {}
}
