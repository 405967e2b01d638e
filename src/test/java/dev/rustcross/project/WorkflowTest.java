package dev.rustcross.project;

import dev.rustcross.testing.RequiresTool;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The public CI is never run here: a linter of its format has to do. */
class WorkflowTest {

    @Test
    @RequiresTool("actionlint")
    void workflowsAreValid() throws Exception {
        Lint.check(List.of("actionlint", "-no-color"));
    }
}
