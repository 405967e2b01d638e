package dev.rustcross.mojo;

import dev.rustcross.execution.BuildLog;
import dev.rustcross.execution.Preparation;
import dev.rustcross.execution.Survey;
import dev.rustcross.execution.TestSettings;
import dev.rustcross.execution.Testing;
import dev.rustcross.maven.CommandLineLists;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.PackageRequest;
import java.io.File;
import java.util.Set;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the crate's tests ({@code cargo test}) for every target that something here runs: this machine itself, the target's
 * {@code <runner>} or that of cargo's configuration, qemu, Wine, or the container of cross. Tests of other targets are built, and not run.
 * Where no declared target has this machine's system and architecture, its own triple is tested, too, if it has a {@code cc}: not with
 * {@code onlyTargets}, nor where all targets are of one other system.
 *
 * <p>The results are written as Surefire's are, one {@code TEST-rust.*.xml} in {@code target/surefire-reports} for each test program and
 * target; an execution with an {@code <id>} has that at the end of the names. {@code timeoutSeconds} limits each test program, and with
 * {@code nextest} the tests of each package and target.
 *
 * <p>The goal {@code configure} must have run before.
 *
 * @since 0.1.0
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class TestMojo extends AbstractRustCrossMojo {

    /** The names that Maven gives executions that the POM gives none. */
    private static final Set<String> UNNAMED = Set.of("default", "default-test", "default-cli");

    /**
     * Whether no tests are built or run. So are they with {@code -DskipTests} and {@code -Dmaven.test.skip}.
     *
     * <pre>{@code
     * <skipTests>true</skipTests>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.skipTests", defaultValue = "false")
    boolean skipTests;

    /**
     * Whether the build goes on when a test fails. So does it with {@code -Dmaven.test.failure.ignore}. Tests that cannot be built fail it.
     *
     * <pre>{@code
     * <testFailureIgnore>true</testFailureIgnore>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.testFailureIgnore", defaultValue = "false")
    boolean testFailureIgnore;

    /**
     * Whether cargo-nextest runs the tests, each in a process of its own; it must be installed ({@code cargo install cargo-nextest
     * --locked}). What {@code .config/nextest.toml} says of the profile {@code default} holds. Tests in documentation are run by cargo, and so are all
     * those of targets that cross or cargo-xwin builds.
     *
     * <pre>{@code
     * <nextest>true</nextest>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "rust-cross.nextest", defaultValue = "false")
    boolean nextest;

    @Parameter(defaultValue = "${skipTests}", readonly = true)
    boolean allTestsSkipped;

    @Parameter(defaultValue = "${maven.test.skip}", readonly = true)
    boolean allTestsLeftOut;

    @Parameter(defaultValue = "${maven.test.failure.ignore}", readonly = true)
    boolean allTestFailuresIgnored;

    @Parameter(defaultValue = "${project.build.directory}/surefire-reports", readonly = true)
    File reportsDirectory;

    @Override
    void run(Survey survey, BuildLog log) {
        if (skipTests || allTestsSkipped || allTestsLeftOut) {
            log.info("Tests are skipped.");
            return;
        }
        if (skipBuild) {
            log.info("Skipped: rust-cross.skipBuild is set.");
            return;
        }
        PackageRequest request = request(survey);
        // Who names targets wants just these.
        FeatureSelection ofHost = request.complete() ? commonFeatures(new CommandLineLists(session)) : null;
        var testing = new Testing(request.build(), ofHost, survey, processes, host, log);
        if (dryRun) {
            testing.describe(new Preparation(request.build(), survey, processes, host, log).plan())
                    .forEach(log::info);
        } else {
            testing.run(new TestSettings(
                    reportsDirectory.toPath(), execution(), testFailureIgnore || allTestFailuresIgnored, nextest));
        }
    }

    private String execution() {
        String id = mojoExecution.getExecutionId();
        return UNNAMED.contains(id) ? "" : id;
    }
}
