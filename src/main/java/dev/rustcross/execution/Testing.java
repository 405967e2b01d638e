package dev.rustcross.execution;

import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CargoTarget;
import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.plan.BuildPlan;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.BuildTool;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.CargoCommandLine;
import dev.rustcross.plan.CargoCommandLine.TestSubcommand;
import dev.rustcross.plan.CrateSelection;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.plan.RunnerRules;
import dev.rustcross.plan.TestRunner;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.results.SurefireReport;
import dev.rustcross.results.TestCase;
import dev.rustcross.results.TestCase.Outcome;
import dev.rustcross.results.TestSuite;
import dev.rustcross.toolchain.BuildEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The goal {@code test}: builds the test programs of all targets, runs those that something here can run, and reports. */
public final class Testing {

    /** Wine's own variable: what it says of itself. Kept is which library a program lacks. */
    private static final String WINE_MESSAGES = "WINEDEBUG";

    private final BuildRequest request;
    private final Survey survey;
    private final ProcessRunner processes;
    private final HostPlatform host;
    private final BuildLog log;
    private final RunnerRules runners;

    /** Creates the goal's work for a request. */
    public Testing(BuildRequest asked, Survey survey, ProcessRunner processes, HostPlatform host, BuildLog log) {
        this.request = asked.toCompile();
        this.survey = survey;
        this.processes = processes;
        this.host = host;
        this.log = log;
        this.runners = new Inspection(request, survey, processes, host, log).runners();
    }

    /**
     * Tests all targets of the plan that the goal {@code configure} left.
     *
     * @param folder receives the reports
     * @param failureIgnored whether a failed test fails nothing
     * @param nextest whether cargo-nextest runs the tests, but for those in documentation
     * @throws ToolFailedException when the tests cannot be built, or one of them fails
     */
    public void run(Path folder, boolean failureIgnored, boolean nextest) {
        var records = new Records(request.outputDirectory());
        BuildPlan plan = PlanRecord.toBuild(request, records);
        records.find(TestsRecord.KIND).ifPresent(Testing::remove);
        if (plan.targets().isEmpty()) {
            log.info("Nothing to test: nothing is compiled here.");
            return;
        }
        CrateMetadata workspace = CrateMetadata.parse(survey.manifests());
        Map<String, List<TestProgram>> programs = new LinkedHashMap<>();
        plan.targets().forEach(target -> programs.put(target.name(), new ArrayList<>()));
        for (CargoCall call : plan.calls()) {
            for (TestProgram program : build(plan, call, workspace)) {
                Optional.ofNullable(programs.get(program.target().name()))
                        .orElseThrow()
                        .add(program);
            }
        }
        var summary = new TestSummary();
        var reports = new ArrayList<Path>();
        for (PlannedTarget target : plan.targets()) {
            Optional<TestRunner> runner = runners.choose(
                    request.target(target.name()), target.linker().tool());
            summary.add(target, runner.orElse(null));
            if (runner.isPresent()) {
                List<TestProgram> ofTarget = programs.getOrDefault(target.name(), List.of());
                run(plan, ofTarget, runner.get(), workspace, nextest, suite -> {
                    tell(suite);
                    summary.add(suite);
                    reports.add(write(suite, folder));
                    records.write(TestsRecord.KIND, new TestsRecord(reports));
                });
            }
        }
        summary.table().forEach(log::info);
        summary.failure(folder).ifPresent(failure -> {
            if (!failureIgnored) {
                throw new ToolFailedException(failure);
            }
            failure.lines().forEach(log::warn);
        });
    }

    /** Returns what {@link #run} would do with a plan. */
    public List<String> describe(BuildPlan plan) {
        CrateMetadata workspace = CrateMetadata.parse(survey.manifests());
        var lines = new ArrayList<String>();
        for (CargoCall call : plan.calls()) {
            for (CargoPackage crate : CrateSelection.packages(request, workspace)) {
                lines.add("Would run: "
                        + String.join(" ", buildCommand(plan, call, crate).arguments()));
            }
        }
        for (PlannedTarget target : plan.targets()) {
            lines.add(runners.choose(
                            request.target(target.name()), target.linker().tool())
                    .map(runner -> "Would run the tests of " + target.name() + ": " + runner.label())
                    .orElse("Would not run the tests of " + target.name() + ": nothing here runs its programs"));
        }
        return lines;
    }

    /** Builds the test programs of a call's targets, a package at a time: as they are run, so that cargo chooses the same features. */
    private List<TestProgram> build(BuildPlan plan, CargoCall call, CrateMetadata workspace) {
        log.info("cargo test: profile " + request.profile() + ", " + String.join(", ", call.targets()));
        var progress = new ProgressLog(log, System::nanoTime);
        List<TestProgram> programs = Collections.synchronizedList(new ArrayList<>());
        for (CargoPackage crate : CrateSelection.packages(request, workspace)) {
            var compiler = new CompilerRun(
                    request,
                    plan,
                    call,
                    site(plan, call, workspace),
                    "test",
                    buildCommand(plan, call, crate),
                    host,
                    log,
                    progress::progress);
            compiler.run(
                    processes,
                    artifact -> program(artifact, plan, call, crate).ifPresent(programs::add),
                    () -> plan.targets(call).stream().map(PlannedTarget::triple).toList());
            if (crate.targets().stream().anyMatch(CargoTarget::doctest)) {
                for (PlannedTarget target : plan.targets(call)) {
                    programs.add(new TestProgram(call, target, crate.name(), TestProgram.Kind.DOC, ""));
                }
            }
        }
        return programs.stream().sorted(TestProgram.ORDER).toList();
    }

    private static Optional<TestProgram> program(
            CompilerArtifact artifact, BuildPlan plan, CargoCall call, CargoPackage crate) {
        Path executable = artifact.executable();
        if (executable == null || !artifact.test()) {
            return Optional.empty();
        }
        String triple =
                plan.targetDirectory(call).relativize(executable).getName(0).toString();
        return plan.targets(call).stream()
                .filter(target -> target.triple().name().equals(triple))
                .findFirst()
                .map(target -> TestProgram.of(artifact, call, target, crate.name()));
    }

    /** A container and cargo-xwin have no nextest. */
    private void run(
            BuildPlan plan,
            List<TestProgram> programs,
            TestRunner runner,
            CrateMetadata workspace,
            boolean nextest,
            Consumer<TestSuite> suites) {
        var ofNextest = new HashSet<String>();
        for (TestProgram program : programs) {
            boolean byNextest =
                    nextest && program.call().tool() == BuildTool.CARGO && program.kind() != TestProgram.Kind.DOC;
            if (!byNextest) {
                run(plan, program, runner, workspace).ifPresent(suites);
            } else if (ofNextest.add(program.packageName())) {
                runNextest(plan, program, runner).forEach(suites);
            }
        }
    }

    private Optional<TestSuite> run(BuildPlan plan, TestProgram program, TestRunner runner, CrateMetadata workspace) {
        Command cargo = command(plan, program, TestSubcommand.TEST, program.selection(), runner);
        Command command = site(plan, program.call(), workspace).command(cargo);
        log.debug("Running " + String.join(" ", command.arguments()));
        return new TestProgramRun(program, command, processes, threads(cargo)).run();
    }

    /** Runs all test programs of one program's package and target. */
    private List<TestSuite> runNextest(BuildPlan plan, TestProgram program, TestRunner runner) {
        var nextest = new NextestRun(request.outputDirectory().resolve("nextest"), processes);
        var selection = new ArrayList<>(List.of("--package", program.packageName()));
        selection.addAll(nextest.options());
        Command command = command(plan, program, TestSubcommand.NEXTEST, selection, runner);
        log.debug("Running " + String.join(" ", command.arguments()));
        return nextest.run(command, program.target().name(), program.packageName());
    }

    private Command command(
            BuildPlan plan, TestProgram program, TestSubcommand subcommand, List<String> selection, TestRunner runner) {
        return underRunner(
                runner,
                CargoCommandLine.runTests(
                        request,
                        plan,
                        program.call(),
                        program.target(),
                        subcommand,
                        selection,
                        runner,
                        survey.environment().overlay(),
                        searchPath()));
    }

    private Command underRunner(TestRunner runner, Command command) {
        var variables = new BuildEnvironment(host.environment(), command.environment());
        return runner.kind() == TestRunner.Kind.WINE && variables.get(WINE_MESSAGES) == null
                ? command.withEnvironment(
                        variables.with(Map.of(WINE_MESSAGES, "-all,err+module")).overlay())
                : command;
    }

    /** Returns how many tests the harness runs side by side. */
    private int threads(Command command) {
        return new BuildEnvironment(host.environment(), command.environment())
                .nonEmpty("RUST_TEST_THREADS")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    private Command buildCommand(BuildPlan plan, CargoCall call, CargoPackage crate) {
        return CargoCommandLine.buildTests(
                request, plan, call, crate.name(), survey.environment().overlay(), searchPath());
    }

    private BuildSite site(BuildPlan plan, CargoCall call, CrateMetadata workspace) {
        return call.tool() == BuildTool.CROSS
                ? new CrossSite(request, plan, call, workspace.members(), host)
                : BuildSite.HERE;
    }

    private String searchPath() {
        return host.variable("PATH").orElse("");
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

    private static Path write(TestSuite suite, Path folder) {
        try {
            return SurefireReport.write(suite, folder);
        } catch (IOException e) {
            throw BuildIoException.cannot("write", folder, e);
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
