package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Survey;
import dev.rustcross.plan.PackageRequest;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Prints the plan as a table: each target with its linker, the rule that chose it, whether its standard library is installed, and its
 * archives. Builds and installs nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "targets", threadSafe = true)
public final class TargetsMojo extends AbstractRustCrossMojo {

    @Override
    boolean onlyTells() {
        return true;
    }

    @Override
    void run(Survey survey, BuildLog log) {
        survey.begin();
        PackageRequest request = request(survey);
        new Preparation(request.build(), survey, processes, host, log)
                .table(request)
                .forEach(log::info);
    }
}
