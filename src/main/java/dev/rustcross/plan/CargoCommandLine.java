package dev.rustcross.plan;

import dev.rustcross.process.Command;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the {@code cargo build} and {@code cargo test} of a call. */
public final class CargoCommandLine {

    /**
     * Makes cargo print its progress to a pipe, and the compiler call behind a failure, which alone tells whose target it is. Cargo
     * refuses to be both verbose and quiet, as the user's own configuration may ask it to be.
     */
    private static final Map<String, String> PROGRESS = Map.of(
            "CARGO_TERM_PROGRESS_WHEN", "always",
            "CARGO_TERM_PROGRESS_WIDTH", "100",
            "CARGO_TERM_VERBOSE", "true",
            "CARGO_TERM_QUIET", "false",
            "CARGO_TERM_COLOR", "never");

    private static final String MESSAGES = "--message-format=json-render-diagnostics";
    private static final List<String> BUILD = List.of("build", MESSAGES);
    private static final List<String> TEST = List.of("test", MESSAGES);

    /** What runs test programs. */
    public enum TestSubcommand {
        /** Cargo itself. */
        TEST(CargoCommandLine.TEST, "--profile"),
        /** cargo-nextest, for which {@code --profile} is one of its own. */
        NEXTEST(List.of("nextest", "run"), "--cargo-profile");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> words;

        private final String profileOption;

        TestSubcommand(List<String> words, String profileOption) {
            this.words = words;
            this.profileOption = profileOption;
        }
    }

    private CargoCommandLine() {}

    /**
     * Returns the command that builds the products of a call; over the environment are laid the variables for every call, the call's and
     * those of its targets, in this order.
     *
     * @param variables those of the POM and of Maven's settings; values are secret
     * @param searchPath the inherited {@code PATH}
     */
    public static Command build(
            BuildRequest request, BuildPlan plan, CargoCall call, Map<String, String> variables, String searchPath) {
        var selection = new ArrayList<String>();
        plan.packages().forEach(name -> selection.addAll(List.of("--package", name)));
        selection.addAll(products(request, plan));
        return command(
                request,
                plan,
                call,
                new Part(BUILD, "--profile", plan.targets(call), selection),
                environment(request, call, variables, searchPath));
    }

    /** Returns the command that builds the test programs of a package, for the targets of a call; parameters as for {@link #build}. */
    public static Command buildTests(
            BuildRequest request,
            BuildPlan plan,
            CargoCall call,
            String packageName,
            Map<String, String> variables,
            String searchPath) {
        return command(
                request,
                plan,
                call,
                new Part(
                        TEST,
                        "--profile",
                        plan.targets(call),
                        List.of("--no-run", "--tests", "--package", packageName)),
                environment(request, call, variables, searchPath));
    }

    /**
     * Returns the command that runs test programs for one target of a call, which cargo does not build anew where they are up to date.
     *
     * @param subcommand the command of cargo that runs them
     * @param selection the options that select them
     * @param runner what runs them
     * @param variables those of the POM and of Maven's settings; values are secret
     * @param searchPath the inherited {@code PATH}
     */
    public static Command runTests(
            BuildRequest request,
            BuildPlan plan,
            CargoCall call,
            PlannedTarget target,
            TestSubcommand subcommand,
            List<String> selection,
            TestRunner runner,
            Map<String, String> variables,
            String searchPath) {
        return command(
                request,
                plan,
                call,
                new Part(subcommand.words, subcommand.profileOption, List.of(target), selection),
                testEnvironment(request, call, target, runner, variables, searchPath));
    }

    /** Without progress and commands, what cargo itself says can be told from what the tests print. */
    private static Map<String, String> testEnvironment(
            BuildRequest request,
            CargoCall call,
            PlannedTarget target,
            TestRunner runner,
            Map<String, String> variables,
            String searchPath) {
        Map<String, String> environment = environment(request, call, variables, searchPath);
        environment.putAll(Map.of("CARGO_TERM_PROGRESS_WHEN", "never", "CARGO_TERM_VERBOSE", "false"));
        if (!runner.command().isEmpty()) {
            environment.put(
                    "CARGO_TARGET_" + target.triple().cargoVariableInfix() + "_RUNNER",
                    String.join(" ", runner.command()));
        }
        return environment;
    }

    /**
     * What a command does of a call.
     *
     * @param subcommand cargo's own
     * @param profileOption by which it takes a profile
     * @param targets for which targets
     * @param selection the options that say of which packages, and what of them
     */
    private record Part(
            List<String> subcommand, String profileOption, List<PlannedTarget> targets, List<String> selection) {}

    private static Command command(
            BuildRequest request, BuildPlan plan, CargoCall call, Part part, Map<String, String> environment) {
        var arguments = new ArrayList<>(program(request.cargo(), call.tool()));
        arguments.addAll(part.subcommand);
        arguments.addAll(List.of("--config", call.configurationArgument()));
        arguments.addAll(List.of(part.profileOption, request.profile()));
        for (PlannedTarget target : part.targets) {
            arguments.addAll(List.of("--target", target.triple().name()));
        }
        arguments.addAll(part.selection);
        arguments.addAll(call.features().cargoArguments());
        if (plan.targets(call).stream().anyMatch(PlannedTarget::buildsStd)) {
            // A profile may say panic = "abort", for which the second is needed.
            arguments.add("-Zbuild-std=std,panic_abort");
        }
        if (call.ownTargetDirectory() != null) {
            arguments.addAll(List.of("--target-dir", call.ownTargetDirectory().toString()));
        }
        if (plan.locked()) {
            arguments.add("--locked");
        }
        if (request.cargo().offline()) {
            arguments.add("--offline");
        }
        arguments.addAll(request.cargo().extraArguments());
        return new Command(
                arguments,
                request.crateDirectory(),
                environment,
                request.cargo().timeout());
    }

    /** Cargo refuses to be asked for a kind that the packages have none of. */
    private static List<String> products(BuildRequest request, BuildPlan plan) {
        if (!request.binaries().isEmpty()) {
            return request.binaries().stream()
                    .flatMap(name -> Stream.of("--bin", name))
                    .toList();
        }
        var kinds = new ArrayList<String>();
        for (CrateProduct product : plan.products()) {
            String kind = product.kind() == CrateProduct.Kind.BINARY ? "--bins" : "--lib";
            if (!kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static List<String> program(CargoSettings cargo, BuildTool tool) {
        return switch (tool) {
            case CARGO -> cargo.program();
            case CARGO_XWIN -> {
                var program = new ArrayList<>(cargo.program());
                program.add("xwin");
                yield program;
            }
            // Its toolchain is named by a variable: behind a plus sign cross 0.2.5 knows channels only.
            case CROSS -> List.of("cross");
        };
    }

    private static Map<String, String> environment(
            BuildRequest request, CargoCall call, Map<String, String> variables, String searchPath) {
        var environment = new HashMap<>(PROGRESS);
        if (request.installationForbidden().isPresent()) {
            // Keeps rustup's cargo from installing what rust-toolchain.toml names.
            environment.put("RUSTUP_AUTO_INSTALL", "0");
        }
        environment.putAll(variables);
        environment.putAll(call.environment());
        for (TargetRequest target : request.targets()) {
            if (call.targets().contains(target.name())) {
                environment.putAll(target.environment());
                String suffix = target.triple().variableSuffix();
                put(environment, "CC_" + suffix, target.cc());
                put(environment, "CXX_" + suffix, target.cxx());
                put(environment, "AR_" + suffix, target.ar());
            }
        }
        if (!call.path().isEmpty()) {
            String inherited = environment.getOrDefault("PATH", searchPath);
            environment.put(
                    "PATH",
                    Stream.concat(call.path().stream().map(Path::toString), Stream.of(inherited))
                            // An empty entry is the working directory on Unix.
                            .filter(folder -> !folder.isEmpty())
                            .collect(Collectors.joining(File.pathSeparator)));
        }
        return environment;
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }
}
