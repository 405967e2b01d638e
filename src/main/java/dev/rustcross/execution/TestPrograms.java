package dev.rustcross.execution;

import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CargoTarget;
import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.cargo.CrateMetadata;
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
import dev.rustcross.plan.TestRunner;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.results.TestSuite;
import dev.rustcross.toolchain.BuildEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The test programs of a plan: built a call at a time, and run a target at a time, each while no other build is in the build directory. */
final class TestPrograms {

    /** Wine's own variable: what it says of itself. Kept is which library a program lacks. */
    private static final String WINE_MESSAGES = "WINEDEBUG";

    private final BuildRequest request;
    private final BuildPlan plan;
    private final Survey survey;
    private final ProcessRunner processes;
    private final HostPlatform host;
    private final BuildLog log;
    private final CrateMetadata workspace;
    private final @Nullable PlannedTarget ownTarget;
    private final Map<String, List<TestProgram>> programs = new LinkedHashMap<>();
    private final Set<String> notRun = new TreeSet<>();

    /**
     * Creates the programs of a plan, none of which is built.
     *
     * @param request has all targets of the plan
     */
    TestPrograms(
            BuildRequest request,
            BuildPlan plan,
            Survey survey,
            ProcessRunner processes,
            HostPlatform host,
            BuildLog log) {
        this.request = request;
        this.plan = plan;
        this.survey = survey;
        this.processes = processes;
        this.host = host;
        this.log = log;
        this.workspace = CrateMetadata.parse(survey.manifests());
        this.ownTarget = plan.targets().stream()
                .filter(target -> host.runs(target.triple()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Builds them all.
     *
     * @throws ToolFailedException when cargo fails
     */
    void build() {
        plan.targets().forEach(target -> programs.put(target.name(), new ArrayList<>()));
        for (CargoCall call : plan.calls()) {
            for (TestProgram program : ExclusiveBuild.in(plan.targetDirectory(call), () -> build(call))) {
                Optional.ofNullable(programs.get(program.target().name()))
                        .orElseThrow()
                        .add(program);
            }
        }
        if (!notRun.isEmpty()) {
            log.info("Not run: the tests of what runs inside the compiler, " + String.join(", ", notRun)
                    + ". They are this machine's, whose tests are not among these.");
        }
    }

    /**
     * Runs those of a target.
     *
     * @param suites receives what the tests came to, program by program
     */
    void run(PlannedTarget target, TestRunner runner, boolean nextest, Consumer<TestSuite> suites) {
        CargoCall call = plan.calls().get(plan.callOf(target) - 1);
        ExclusiveBuild.in(plan.targetDirectory(call), () -> {
            run(programs.getOrDefault(target.name(), List.of()), runner, nextest, suites);
            return true;
        });
    }

    /** Returns the commands that build them. */
    List<Command> buildCommands() {
        return plan.calls().stream()
                .flatMap(call -> packages().stream().map(crate -> buildCommand(callFor(call, crate), crate)))
                .toList();
    }

    private List<CargoPackage> packages() {
        return CrateSelection.packages(request, workspace);
    }

    private CargoCall callFor(CargoCall call, CargoPackage crate) {
        return call.with(call.features()
                .of(crate, packages().stream().map(CargoPackage::name).toList()));
    }

    /** Builds the test programs of a call's targets, a package at a time: as they are run, so that cargo chooses the same features. */
    private List<TestProgram> build(CargoCall ofAll) {
        log.info("cargo test: profile " + request.profile() + ", " + String.join(", ", ofAll.targets()));
        var progress = new ProgressLog(log, System::nanoTime);
        List<TestProgram> built = Collections.synchronizedList(new ArrayList<>());
        for (CargoPackage crate : packages()) {
            CargoCall call = callFor(ofAll, crate);
            var compiler = new CompilerRun(
                    request, plan, call, site(call), "test", buildCommand(call, crate), host, log, progress::progress);
            compiler.run(
                    processes,
                    artifact -> program(artifact, call, crate).ifPresent(built::add),
                    () -> plan.targets(call).stream().map(PlannedTarget::triple).toList());
            if (crate.targets().stream().anyMatch(CargoTarget::doctest)) {
                for (PlannedTarget target : testedFor(crate, call)) {
                    built.add(new TestProgram(call, target, crate.name(), TestProgram.Kind.DOC, ""));
                }
            }
        }
        return built.stream().sorted(TestProgram.ORDER).toList();
    }

    private Optional<TestProgram> program(CompilerArtifact artifact, CargoCall call, CargoPackage crate) {
        Path executable = artifact.executable();
        if (executable == null || !artifact.test()) {
            return Optional.empty();
        }
        Optional<PlannedTarget> target = builtFor(executable, call);
        if (target.isEmpty() && !crate.isProcMacro()) {
            throw new ToolFailedException("cargo built a test program of " + crate.name()
                    + " in no folder of a target: " + executable + "\n  Remove what changes its folders, or set"
                    + " <skipTests>true</skipTests>.");
        }
        // What cargo builds for no target is this machine's.
        return target.or(() -> testedFor(crate, call).stream().findFirst())
                .map(found -> TestProgram.of(artifact, call, found, crate.name()));
    }

    /** The folder of a target is one of the build directory, or of another one that the user's {@code build.build-dir} names. */
    private Optional<PlannedTarget> builtFor(Path executable, CargoCall call) {
        Path directory = plan.targetDirectory(call);
        List<Path> folders = new ArrayList<>();
        if (executable.startsWith(directory)) {
            folders.add(directory.relativize(executable).getName(0));
        } else {
            executable.iterator().forEachRemaining(folders::add);
            Collections.reverse(folders);
        }
        return folders.stream()
                .flatMap(folder -> plan.targets(call).stream()
                        .filter(target -> target.triple().name().equals(folder.toString())))
                .findFirst();
    }

    /** Returns the targets of a call that a library's tests are run for: those of procedural macros are this machine's, in every call. */
    private List<PlannedTarget> testedFor(CargoPackage crate, CargoCall call) {
        if (!crate.isProcMacro()) {
            return plan.targets(call);
        }
        if (ownTarget == null) {
            notRun.add(crate.name());
            return List.of();
        }
        return call.targets().contains(ownTarget.name()) ? List.of(ownTarget) : List.of();
    }

    /** A container and cargo-xwin have no nextest. */
    private void run(List<TestProgram> ofTarget, TestRunner runner, boolean nextest, Consumer<TestSuite> suites) {
        var ofNextest = new HashSet<String>();
        for (TestProgram program : ofTarget) {
            boolean byNextest =
                    nextest && program.call().tool() == BuildTool.CARGO && program.kind() != TestProgram.Kind.DOC;
            if (!byNextest) {
                run(program, runner).ifPresent(suites);
            } else if (ofNextest.add(program.packageName())) {
                runNextest(program, runner).forEach(suites);
            }
        }
    }

    private Optional<TestSuite> run(TestProgram program, TestRunner runner) {
        Command cargo = command(program, TestSubcommand.TEST, program.selection(), runner);
        Command command = site(program.call()).command(cargo);
        log.debug("Running " + String.join(" ", command.arguments()));
        return new TestProgramRun(program, command, processes, threads(cargo)).run();
    }

    /** Runs all test programs of one program's package and target. */
    private List<TestSuite> runNextest(TestProgram program, TestRunner runner) {
        var nextest = new NextestRun(request.outputDirectory().resolve("nextest"), processes);
        var selection = new ArrayList<>(List.of("--package", program.packageName()));
        selection.addAll(nextest.options());
        if (!program.target().equals(ownTarget)) {
            selection.addAll(List.of("--filterset", "platform(target)"));
        }
        Command command = command(program, TestSubcommand.NEXTEST, selection, runner);
        log.debug("Running " + String.join(" ", command.arguments()));
        return nextest.run(command, program.target().name(), program.packageName());
    }

    private Command command(TestProgram program, TestSubcommand subcommand, List<String> selection, TestRunner runner) {
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
                        host.searchPath()));
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

    private Command buildCommand(CargoCall call, CargoPackage crate) {
        return CargoCommandLine.buildTests(
                request, plan, call, crate.name(), survey.environment().overlay(), host.searchPath());
    }

    private BuildSite site(CargoCall call) {
        return BuildSite.of(request, plan, call, workspace.members(), host);
    }
}
