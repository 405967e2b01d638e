package dev.rustcross.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationOutputHandler;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.InvokerLogger;
import org.apache.maven.shared.invoker.MavenInvocationException;
import org.apache.maven.shared.invoker.PrintStreamLogger;

/** A run of Maven about to be made. */
public final class MavenCall {

    /** What would change a build from outside; a test sets it on purpose or it is not there. */
    private static final Pattern NOT_INHERITED = Pattern.compile("CARGO_(TARGET|BUILD|ENCODED|PROFILE)_.*"
            + "|RUSTFLAGS|RUSTUP_TOOLCHAIN|((TARGET|HOST)_)?(CC|CXX|AR|RANLIB|CFLAGS|CXXFLAGS)(_.*)?"
            + "|RUSTC_WRAPPER|SCCACHE_.*|MACOSX_DEPLOYMENT_TARGET|SDKROOT|SOURCE_DATE_EPOCH|TZ"
            + "|MAVEN_(ARGS|CMD_LINE_ARGS|PROJECTBASEDIR)|M2_HOME|MAVEN_HOME");

    private final Maven maven;
    private final CaseProject project;
    private final List<String> arguments;
    private final Map<String, String> environment = new TreeMap<>();
    private Path settings = Workspace.settings();
    private Duration timeout = Duration.ofMinutes(15);

    MavenCall(Maven maven, CaseProject project, List<String> arguments) {
        this.maven = maven;
        this.project = project;
        this.arguments = arguments;
    }

    /** Sets an environment variable. */
    public MavenCall env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets {@code PATH} to these tools and no others. */
    public MavenCall path(ToolPath tools) {
        return env("PATH", tools.folder().toString());
    }

    /** Allows more time than a build of a small crate takes. */
    public MavenCall within(Duration time) {
        timeout = time;
        return this;
    }

    /** Sets {@code PATH} to these tools, and behind them what is in a folder. */
    public MavenCall path(ToolPath tools, Path more) {
        return env("PATH", tools.folder() + File.pathSeparator + more);
    }

    /** Adds elements, such as {@code <servers>}, to the settings of this run. */
    public MavenCall settings(String elements) {
        Path merged = project.file("settings.xml");
        try {
            Files.writeString(merged, Files.readString(settings).replace("</settings>", elements + "\n</settings>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = merged;
        return this;
    }

    /** Runs Maven and demands success. */
    public MavenRun succeeds() {
        MavenRun run = run();
        if (run.exitCode() != 0) {
            throw run.unexpected("Maven failed");
        }
        return run;
    }

    /** Runs Maven and demands failure. */
    public MavenRun fails() {
        MavenRun run = run();
        if (run.exitCode() == 0) {
            throw run.unexpected("Maven succeeded and should not have");
        }
        return run;
    }

    /** Runs Maven, however it ends. */
    public MavenRun ends() {
        return run();
    }

    private MavenRun run() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Path log = project.nextLog();
        long start = System.nanoTime();
        try {
            InvocationResult result = invoker().execute(request(lines::add));
            if (result.getExecutionException() != null) {
                lines.add("did not end by itself: " + result.getExecutionException());
            }
            var run = new MavenRun(result.getExitCode(), List.copyOf(lines), log, commandToRepeat());
            run.keep();
            System.out.printf(
                    "%s: mvn %s: exit code %d after %.1f s, %s%n",
                    maven, String.join(" ", arguments), run.exitCode(), (System.nanoTime() - start) / 1e9, log);
            if (run.showsInternals() && !arguments.contains("-X")) {
                throw run.unexpected("Maven printed a stack trace of the plugin");
            }
            return run;
        } catch (MavenInvocationException e) {
            throw new IllegalStateException(e);
        }
    }

    private DefaultInvoker invoker() {
        var invoker = new DefaultInvoker();
        invoker.setLogger(new PrintStreamLogger(System.err, InvokerLogger.ERROR));
        return invoker;
    }

    private InvocationRequest request(InvocationOutputHandler lines) {
        var request = new DefaultInvocationRequest();
        request.setMavenHome(maven.home().toFile());
        request.setJavaHome(maven.jdk().home().toFile());
        request.setBaseDirectory(project.directory().toFile());
        request.setBatchMode(true);
        request.setNoTransferProgress(true);
        request.setLocalRepositoryDirectory(Workspace.LOCAL_REPOSITORY.toFile());
        request.setUserSettingsFile(settings.toFile());
        Workspace.userSettings().map(Path::toFile).ifPresent(request::setGlobalSettingsFile);
        request.addArgs(arguments);
        request.setOutputHandler(lines);
        request.setErrorHandler(lines);
        request.setTimeoutInSeconds((int) timeout.toSeconds());
        request.setShellEnvironmentInherited(false);
        System.getenv().forEach((name, value) -> {
            if (!NOT_INHERITED.matcher(name).matches()) {
                request.addShellEnvironment(name, value);
            }
        });
        environment.forEach(request::addShellEnvironment);
        return request;
    }

    private String commandToRepeat() {
        Stream<String> variables = environment.entrySet().stream().map(e -> e.getKey() + "=" + quote(e.getValue()));
        Stream<String> globalSettings =
                Workspace.userSettings().stream().flatMap(file -> Stream.of("-gs", quote(file.toString())));
        return Stream.of(
                        Stream.of("cd", quote(project.directory().toString()), "&&"),
                        Stream.of("JAVA_HOME=" + quote(maven.jdk().home().toString())),
                        variables,
                        Stream.of(
                                quote(maven.home().resolve("bin/mvn").toString()),
                                "-B",
                                "-ntp",
                                "-s",
                                quote(settings.toString())),
                        globalSettings,
                        Stream.of("-Dmaven.repo.local=" + quote(Workspace.LOCAL_REPOSITORY.toString())),
                        arguments.stream().map(MavenCall::quote))
                .flatMap(parts -> parts)
                .collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return word.matches("[\\w./:=,@%+-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
