package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Report;
import dev.rustcross.failure.Problem;
import dev.rustcross.maven.StandardOutput;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that tell something and build nothing. */
@SuppressWarnings("NullAway.Init")
public abstract class AbstractReportMojo extends AbstractRustCrossMojo {

    /**
     * How the report is printed: {@code text}, a table in Maven's log, or {@code json}, on standard output without Maven's prefixes:
     * {@code mvn -q rust-cross:doctor -Drust-cross.outputFormat=json | jq}. Where the goal runs for a POM, the JSON is written to
     * {@code doctor.json} or {@code targets.json} in {@code outputDirectory} as well: when the goal fails, what Maven says of that follows
     * on standard output.
     *
     * <pre>{@code
     * <outputFormat>json</outputFormat>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.outputFormat", defaultValue = "text")
    String outputFormat;

    @Override
    final boolean onlyTells() {
        return true;
    }

    @Override
    final void checkOwn(List<Problem> problems) {
        OutputFormat.parse(outputFormat, problems);
    }

    /** Prints the report in the format that is asked for. */
    final void print(Report report, BuildLog log) {
        switch (OutputFormat.parse(outputFormat, new ArrayList<>())) {
            case TEXT -> report.table().forEach(log::info);
            case JSON -> {
                StandardOutput.print(report.json());
                if (hasPom()) {
                    report.writeJson(outputDirectory.toPath().resolve(mojoExecution.getGoal() + ".json"));
                }
            }
        }
    }
}
