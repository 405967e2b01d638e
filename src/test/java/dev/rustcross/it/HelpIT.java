package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;

/** The goal that every plugin has. */
class HelpIT {

    @MavenTest
    void namesTheGoalsByTheirPrefix(Maven maven) {
        MavenRun run = maven.project("help").mvn("rust-cross:help").succeeds();

        for (String goal : new String[] {
            "build",
            "check",
            "collect",
            "configure",
            "doctor",
            "github-workflow",
            "gitlab-ci",
            "help",
            "lipo",
            "package",
            "resources",
            "targets",
            "test"
        }) {
            assertThat(run.log()).contains("rust-cross:" + goal);
        }
    }

    @MavenTest
    void explainsTheParametersOfAGoal(Maven maven) {
        MavenRun run = maven.project("help")
                .mvn("rust-cross:help", "-Ddetail", "-Dgoal=package")
                .succeeds();

        assertThat(run.log())
                .contains("rust-cross:package")
                .contains("User property: rust-cross.formats")
                .contains("classifierStyle (Default: go)");
    }
}
