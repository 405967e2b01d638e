package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Survey;
import dev.rustcross.plan.PackageRequest;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Prints the plan as a table: each target with its engine and linker, the rule that chose them, whether its standard library is
 * installed, its runner, the cargo call that builds it, and its archives. Builds and installs nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "targets", threadSafe = true)
public final class TargetsMojo extends AbstractReportMojo {

    @Override
    void run(Survey survey, BuildLog log) {
        survey.begin();
        PackageRequest request = request(survey);
        print(new Preparation(request.build(), survey, processes, host, log).report(request), log);
    }
}
