package dev.rustcross.execution;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoConfigFile;
import dev.rustcross.cargo.CargoConfigFile.ProfileTable;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.HostTests;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.RunnerRules;
import dev.rustcross.plan.SizeProfile;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.plan.TestRunner;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.results.SurefireReport;
import dev.rustcross.results.TestCase;
import dev.rustcross.results.TestCase.Outcome;
import dev.rustcross.results.TestSuite;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The goal {@code test}: builds the test programs of all targets, runs those that something here can run, and reports. */
public final class Testing {

    private final BuildRequest asked;
    private final @Nullable FeatureSelection ofHost;
    private final Survey survey;
    private final ProcessRunner processes;
    private final HostPlatform host;
    private final BuildLog log;

    /**
     * Creates the goal's work for a request.
     *
     * @param ofHost the features that the tests have on this machine itself, where no target is its own; null to leave those out
     */
    public Testing(
            BuildRequest asked,
            @Nullable FeatureSelection ofHost,
            Survey survey,
            ProcessRunner processes,
            HostPlatform host,
            BuildLog log) {
        this.asked = asked.toCompile();
        this.ofHost = ofHost;
        this.survey = survey;
        this.processes = processes;
        this.host = host;
        this.log = log;
    }

    /** What is tested: what the plan builds, and where that leaves it out this machine. */
    private record Tested(BuildRequest request, BuildPlan plan, boolean addsHost) {}

    /**
     * Tests all targets of the plan that the goal {@code configure} left.
     *
     * @throws ToolFailedException when the tests cannot be built, or one of them fails
     */
    public void run(TestSettings settings) {
        var records = new Records(asked.outputDirectory());
        BuildPlan planned = PlanRecord.toBuild(asked, records);
        Records.Kind<TestsRecord> kind = TestsRecord.kind(settings.execution());
        records.find(kind).ifPresent(Testing::remove);
        if (planned.targets().isEmpty()) {
            log.info("Nothing to test: nothing is compiled here.");
            return;
        }
        Tested tested = tested(planned);
        if (tested.addsHost) {
            configureHost();
        }
        var programs = new TestPrograms(tested.request, tested.plan, survey, processes, host, log);
        programs.build();
        RunnerRules runners = runners(tested.request);
        var summary = new TestSummary();
        var reports = new ArrayList<Path>();
        for (PlannedTarget target : tested.plan.targets()) {
            Optional<TestRunner> runner = runner(runners, tested, target);
            summary.add(target, runner.orElse(null));
            runner.ifPresent(found -> programs.run(target, found, settings.nextest(), suite -> {
                tell(suite);
                summary.add(suite);
                reports.add(write(suite, settings));
                records.write(kind, new TestsRecord(reports));
            }));
        }
        summary.table().forEach(log::info);
        summary.failure(settings.reports()).ifPresent(failure -> {
            if (!settings.failureIgnored()) {
                throw new ToolFailedException(failure);
            }
            failure.lines().forEach(log::warn);
        });
    }

    /** Returns what {@link #run} would do with a plan. */
    public List<String> describe(BuildPlan plan) {
        Tested tested = tested(plan);
        var lines = new ArrayList<String>();
        new TestPrograms(tested.request, tested.plan, survey, processes, host, log)
                .buildCommands()
                .forEach(command -> lines.add("Would run: " + String.join(" ", command.arguments())));
        RunnerRules runners = runners(tested.request);
        for (PlannedTarget target : tested.plan.targets()) {
            lines.add(runner(runners, tested, target)
                    .map(runner -> "Would run the tests of " + target.name() + ": " + runner.label())
                    .orElse("Would not run the tests of " + target.name() + ": nothing here runs its programs"));
        }
        return lines;
    }

    /** Adds this machine where no target is its own. */
    private Tested tested(BuildPlan plan) {
        var without = new Tested(asked, plan, false);
        List<TargetTriple> built =
                plan.targets().stream().map(PlannedTarget::triple).toList();
        if (ofHost == null || !HostTests.wanted(built, host)) {
            return without;
        }
        TargetRequest machine = HostTests.target(survey.rustc().host(), ofHost);
        BuildRequest request = asked.with(
                Stream.concat(asked.targets().stream(), Stream.of(machine)).toList());
        var inspection = new Inspection(request.with(List.of(machine)), survey, processes, host, log);
        if (!inspection.hasHostLinker(machine)) {
            log.info("Not tested on this machine itself: none of the targets is its own, and it has no cc to link "
                    + machine.name() + ".");
            return without;
        }
        log.info("None of the targets is this machine's own: tested for " + machine.name() + ", too.");
        BuildPlan own = inspection.plan();
        return new Tested(
                request, plan.with(own.targets().get(0), own.calls().get(0).configuredBy(hostConfiguration())), true);
    }

    private Path hostConfiguration() {
        return asked.outputDirectory().resolve("cargo-config-host.toml");
    }

    /** The call for this machine differs from one of cargo's own in the profile at most. */
    private void configureHost() {
        CargoConfig user = new Inspection(asked, survey, processes, host, log).userConfiguration();
        Map<String, String> settings =
                asked.sizeProfile() ? SizeProfile.of(asked.profile(), user).settings() : Map.of();
        Path file = hostConfiguration();
        try {
            AtomicFile.writeString(
                    file,
                    new CargoConfigFile(List.of(), new ProfileTable(asked.profile(), settings), Map.of()).render());
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("write", file, e);
        }
    }

    private RunnerRules runners(BuildRequest request) {
        return new Inspection(request, survey, processes, host, log).runners();
    }

    private static Optional<TestRunner> runner(RunnerRules runners, Tested tested, PlannedTarget target) {
        return runners.choose(
                tested.request.target(target.name()), target.linker().tool());
    }

    /** What failed is told at once: other targets may take long. */
    private void tell(TestSuite suite) {
        log.info("  " + TestSummary.place(suite) + ": " + suite.count(Outcome.PASSED) + " of "
                + suite.cases().size() + " passed, " + ProgressLog.seconds(suite.duration()));
        for (TestCase test : suite.cases()) {
            if (test.failed()) {
                log.error(TestSummary.place(suite) + ": " + test.name() + " failed"
                        + (test.message() == null ? "" : ": " + test.message()));
                test.output().lines().forEach(line -> log.error("    " + line));
            }
        }
    }

    private static Path write(TestSuite suite, TestSettings settings) {
        try {
            return SurefireReport.write(suite, settings.execution(), settings.reports());
        } catch (IOException e) {
            throw BuildIoException.cannot("write", settings.reports(), e);
        }
    }

    /** A test that is gone, or whose target is, would go on being counted. */
    private static void remove(TestsRecord earlier) {
        for (Path report : earlier.reports()) {
            try {
                Files.deleteIfExists(report);
            } catch (IOException e) {
                throw BuildIoException.cannot("remove", report, e);
            }
        }
    }
}
