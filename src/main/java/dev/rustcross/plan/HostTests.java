package dev.rustcross.plan;

import dev.rustcross.host.HostPlatform;
import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Map;

/** This machine as one more target of the tests: they run where the developer is, whatever is shipped. */
public final class HostTests {

    private HostTests() {}

    /**
     * Returns whether the tests are built for this machine, too: none of the targets is its own, but the crate is written for its system, or
     * for more than one. What is for a single other system may not compile here.
     *
     * @param built the triples that are built
     */
    public static boolean wanted(List<TargetTriple> built, HostPlatform host) {
        return built.stream().noneMatch(host::runs)
                && (built.stream().anyMatch(host::hasSystemOf)
                        || built.stream().map(HostTests::system).distinct().count() > 1);
    }

    private static String system(TargetTriple triple) {
        if (triple.isLinux()) {
            return "linux";
        }
        if (triple.isMacOs()) {
            return "macos";
        }
        return triple.isWindows() ? "windows" : triple.abi();
    }

    /** Returns the target that is the machine itself, as if the POM said no more of it than its triple. */
    public static TargetRequest target(TargetTriple triple, FeatureSelection features) {
        return new TargetRequest(
                "this machine",
                triple,
                "host",
                Engine.AUTO,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                Map.of(),
                features,
                List.of(),
                null,
                false,
                BinaryLimits.NONE);
    }
}
