package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;

/** The goal that every plugin has. */
class HelpIT {

    @MavenTest(Matrix.ALL)
    void namesTheGoalsByTheirPrefix(Maven maven) {
        MavenRun run = maven.project("help").mvn("rust-cross:help").succeeds();

        assertThat(run.log()).contains("rust-cross:help");
    }
}
