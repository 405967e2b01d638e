package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.SharedSccache;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code <compilerCache>sccache</compilerCache>}. */
@RequiresTool({"cargo", "rustup", "python3", "musl-gcc"})
class SccacheIT {

    private static final Pattern STATISTICS = Pattern.compile("\\[INFO] sccache: (\\d+) hits?, (\\d+) miss(es)?");

    /** A linker of each kind: a script of the plugin's around musl-gcc, rust-lld, and zig. */
    private static final ToolPath LINKERS = ToolPath.bareWithHostCompiler().with("musl-gcc", "x86_64-linux-gnu-gcc");

    private record Counts(int hits, int misses) {

        static Counts of(MavenRun run) {
            Matcher line = STATISTICS.matcher(run.log());
            assertThat(line.find()).as("a line with the statistics").isTrue();
            return new Counts(Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)));
        }
    }

    @MavenTest
    @RequiresTool({"sccache", "redis-server"})
    void aSecondCheckoutTakesItsDependenciesFromASharedRedis(Maven maven) {
        try (SharedSccache sccache = SharedSccache.start()) {
            Counts first = build(maven.project("compiler-cache", "first"), sccache);
            sccache.forget();
            Counts second = build(maven.project("compiler-cache", "elsewhere/second"), sccache);
            Counts third = build(maven.project("compiler-cache", "third"), sccache);
            sccache.forget();

            assertThat(first.hits()).isZero();
            assertThat(first.misses()).isGreaterThanOrEqualTo(2 * 3);
            assertThat(second).isEqualTo(new Counts(first.misses(), 0));
            assertThat(third).as("counted without the build before").isEqualTo(second);
        }
    }

    private static Counts build(CaseProject project, SharedSccache sccache) {
        MavenCall call = project.mvn("package").path(LINKERS.with("sccache"));
        sccache.variables().forEach(call::env);
        MavenRun run = call.succeeds();
        assertThat(run.log()).contains("musl-gcc").contains("rust-lld").contains("zig");
        assertThat(project.distNames()).hasSize(3 * 2 + 1);
        return Counts.of(run);
    }

    @MavenTest
    void withoutSccache(Maven maven) {
        CaseProject project = maven.project("compiler-cache");

        MavenRun run = project.mvn("package").path(LINKERS).fails();

        assertThat(run.error())
                .contains("sccache is not on PATH, and <compilerCache> asks for it.")
                .contains("cargo install sccache --locked");
        assertThat(project.file("target/rust-cross/plan.json")).doesNotExist();
    }
}
