package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Wine;
import dev.rustcross.testing.RequiresTool;

/** The goal {@code test}, with the tests of real crates. */
@RequiresTool({
    "cargo",
    "rustup",
    "python3",
    "cc",
    "qemu-aarch64-static",
    "aarch64-linux-gnu-gcc",
    "x86_64-w64-mingw32-gcc"
})
class TestGoalIT {

    private static MavenCall underWine(CaseProject project, String... arguments) {
        MavenCall call = project.mvn(arguments);
        Wine.required().environment(project.file("wine")).forEach(call::env);
        return call;
    }

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void testsOfEveryTargetThatRunsHere(Maven maven) {
        CaseProject project = maven.project("tests-on-targets");

        MavenRun run = underWine(project, "test").fails();

        assertThat(run.error()).contains("There are test failures.");
    }
}
