package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Doctor;
import dev.rustcross.execution.DoctorReport;
import dev.rustcross.execution.Survey;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.failure.ToolMissingException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Looks for everything that the declared targets need, and prints it as a table: what is there, what the build will install, and what is
 * missing with what to type. Fails where a declared target cannot be built. Installs nothing.
 *
 * <p>Runs without a POM, too: then for this machine's own target and the five that most programs are released for.
 *
 * @since 0.1.0
 */
@Mojo(name = "doctor", threadSafe = true, requiresProject = false)
public final class DoctorMojo extends AbstractReportMojo {

    private static final List<String> USUAL = List.of(
            "x86_64-unknown-linux-musl",
            "aarch64-unknown-linux-musl",
            "x86_64-apple-darwin",
            "aarch64-apple-darwin",
            "x86_64-pc-windows-gnu");

    @Override
    @Nullable PlexusConfiguration declaredTargets(Survey survey) {
        if (hasPom()) {
            return targets;
        }
        var usual = new DefaultPlexusConfiguration("targets");
        Stream.concat(Stream.of(hostTriple(survey)), USUAL.stream())
                .distinct()
                .forEach(triple -> usual.addChild("target", triple));
        return usual;
    }

    /** What ails the compiler is in the report. */
    private String hostTriple(Survey survey) {
        try {
            return survey.rustc().host().name();
        } catch (RustCrossException noCompiler) {
            return host.usualTriple().name();
        }
    }

    @Override
    void run(Survey survey, BuildLog log) {
        DoctorReport report = new Doctor(request(survey), buildDirectory(), survey, processes, host, log).examine();
        print(report, log);
        if (!report.buildable()) {
            throw new ToolMissingException(report.failure());
        }
    }
}
