package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Checking;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.Problem;
import dev.rustcross.maven.CommandLineLists;
import dev.rustcross.plan.BinaryLimits;
import dev.rustcross.plan.CheckSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the programs and libraries that are to be packed, and fails the build where one is not what was asked for: another format or
 * architecture than the triple's, a dynamic linker where the C runtime is to be inside, a newer glibc than {@code <glibc>} or a newer macOS than
 * {@code <macosMin>}, an arm64 slice without a signature, a universal binary without one of its halves, symbols that {@code strip} of the
 * Cargo profile removes (or none, where it keeps them). The results are written to {@code check.json} in {@code outputDirectory}.
 *
 * <p>The goals {@code build} and {@code lipo} must have run before.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CheckMojo extends AbstractRustCrossMojo {

    /**
     * Dynamic libraries that binaries may need, beside those that every machine has: glibc and libgcc_s, Windows' own DLLs (with MSVC
     * vcruntime140, too), what lies in macOS's /usr/lib and /System/Library. Names as the binary spells them; {@code *} stands for any
     * characters and {@code ?} for one. A target's own {@code <allowedLibraries>} are added. Any other library is a warning, or with
     * {@code strictLibraries} a failure. The command line wins over the POM.
     *
     * <pre>{@code
     * <allowedLibraries>
     *   <allowedLibrary>libssl.so.*</allowedLibrary>
     * </allowedLibraries>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.allowedLibraries")
    @Nullable List<String> allowedLibraries;

    /**
     * Whether a dynamic library that is not allowed fails the build.
     *
     * <pre>{@code
     * <strictLibraries>true</strictLibraries>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.strictLibraries", defaultValue = "false")
    boolean strictLibraries;

    /**
     * How large each program or library may be, of a universal binary each half: {@code 5MB} (5,000,000 bytes), {@code 800KiB} (819,200
     * bytes), or bytes. The units are kB, MB, GB, KiB, MiB and GiB. A target's own {@code <maxSize>} counts instead. Default: no limit.
     *
     * <pre>{@code
     * <maxSize>5MB</maxSize>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.maxSize")
    @Nullable String maxSize;

    /**
     * Whether the build fails where a file names a folder of the machine that built it: the user's home, {@code CARGO_HOME}, the toolchain,
     * the workspace or the build directory. Default: the value of {@code remapPaths}.
     *
     * <pre>{@code
     * <forbidBuildPaths>true</forbidBuildPaths>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.forbidBuildPaths")
    @Nullable Boolean forbidBuildPaths;

    @Override
    void checkOwn(List<Problem> problems) {
        limits(problems);
    }

    @Override
    void run(Survey survey, BuildLog log) {
        var settings = new CheckSettings(
                limits(new ArrayList<>()), strictLibraries, forbidBuildPaths == null ? remapPaths : forbidBuildPaths);
        var checking = new Checking(request(survey), settings, survey, processes, host, log);
        if (dryRun) {
            checking.describe().forEach(log::info);
        } else {
            checking.run();
        }
    }

    private BinaryLimits limits(List<Problem> problems) {
        return new BinaryLimits(
                new CommandLineLists(session).resolve("allowedLibraries", allowedLibraries),
                TargetReader.maxSize("<maxSize>", maxSize, problems));
    }
}
