package dev.rustcross.process;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.failure.ToolTimeoutException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Runs programs as children of this JVM, their standard input empty. */
public final class SystemProcessRunner implements ProcessRunner {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** Longer than any line cargo writes: {@code cargo metadata} is one line, of several MB for a large workspace. */
    private static final int MAXIMUM_LINE_BYTES = 32 * 1024 * 1024;

    /** How long streams may stay open after the program's end: a daemon it left behind may hold them for ever. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    /** The error number for "no such file", equal on Unix and Windows, as the JDKs spell it. */
    private static final Pattern NO_SUCH_FILE = Pattern.compile("\\berror[=:] ?2\\b");

    /** How long it may take to end what a program started elsewhere. */
    private static final Duration REMOTE_KILL_LIMIT = Duration.ofSeconds(10);

    private final Duration drainLimit;

    /** Creates a runner that waits ten seconds at most for streams that outlive their program. */
    public SystemProcessRunner() {
        this(DRAIN_LIMIT);
    }

    SystemProcessRunner(Duration drainLimit) {
        this.drainLimit = drainLimit;
    }

    @Override
    public ProcessResult run(Command command, OutputListener stdout, OutputListener stderr) {
        long begin = System.nanoTime();
        Process process = start(command);
        Thread shutdownHook = killAtShutdown(process, command);
        var out = new LinePump(process.getInputStream(), describe(command), stdout, MAXIMUM_LINE_BYTES);
        var err = new LinePump(process.getErrorStream(), describe(command), stderr, MAXIMUM_LINE_BYTES);
        CompletableFuture<Void> drained = CompletableFuture.allOf(drain(out, command), drain(err, command));
        try {
            await(process, drained, command.timeout());
        } catch (TimeoutException e) {
            killAndDrain(process, command, drained);
            throw new ToolTimeoutException(describe(command) + " did not end within "
                    + command.timeout().toSeconds()
                    + " s and was killed with everything it had started; raise <timeoutSeconds>, or set it to 0 for no"
                    + " limit");
        } catch (InterruptedException e) {
            killAndDrain(process, command, drained);
            Thread.currentThread().interrupt();
            throw new BuildIoException(
                    "interrupted; " + describe(command) + " was killed with everything it had started", e);
        } catch (ExecutionException e) {
            throw unwrap(e);
        } finally {
            out.mute();
            err.mute();
            remove(shutdownHook);
        }
        return new ProcessResult(process.exitValue(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void await(Process process, CompletableFuture<Void> drained, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Void> ended = process.onExit().thenCompose(exited -> drained.copy()
                .completeOnTimeout(null, drainLimit.toMillis(), TimeUnit.MILLISECONDS));
        if (timeout.isZero()) {
            ended.get();
        } else {
            ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A CI server that cancels a build ends this JVM by a signal; the program would go on without it. */
    private static Thread killAtShutdown(Process process, Command command) {
        var hook = new Thread(() -> kill(process, command), "kill " + process.pid());
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            hook.start();
            throw new BuildIoException("Maven is ending; a program that had just started was killed", shuttingDown);
        }
        return hook;
    }

    private static void remove(Thread shutdownHook) {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // then the hook runs already
        }
    }

    private void killAndDrain(Process process, Command command, CompletableFuture<Void> drained) {
        kill(process, command);
        drained.handle((done, failure) -> null)
                .completeOnTimeout(null, drainLimit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static void kill(Process process, Command command) {
        ProcessTree.of(process.toHandle()).kill();
        if (command.whenKilled().isEmpty()) {
            return;
        }
        // Last, when nothing is left that could start it again.
        try {
            Process remoteKill = builder(command, command.whenKilled())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!remoteKill.waitFor(REMOTE_KILL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                remoteKill.destroyForcibly();
            }
        } catch (IOException e) {
            // What led here is reported; that its kill could not be started either would hide it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProcessBuilder builder(Command command, List<String> arguments) {
        var builder =
                new ProcessBuilder(arguments).directory(command.directory().toFile());
        layOver(builder.environment(), command.environment(), WINDOWS);
        return builder;
    }

    private static Process start(Command command) {
        try {
            Process process = builder(command, located(command)).start();
            // An empty standard input: a program that asks something gets an end of file, not a silent wait.
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw notStarted(command, e);
        }
    }

    /** A program is looked for on the PATH that it will get; left to itself, Unix takes that of this process. */
    private static List<String> located(Command command) {
        String program = command.arguments().get(0);
        String path = command.environment().get("PATH");
        if (path == null || WINDOWS || program.contains("/")) {
            return command.arguments();
        }
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                var arguments = new ArrayList<>(command.arguments());
                arguments.set(0, file.toString());
                return arguments;
            }
        }
        return command.arguments();
    }

    /**
     * Lays variables over an environment.
     *
     * @param ignoringCase whether names that differ in case alone are one variable: on Windows a program finds "Path" and "PATH" to be
     *     one, but the map takes them for two
     */
    static void layOver(Map<String, String> environment, Map<String, String> variables, boolean ignoringCase) {
        variables.forEach((name, value) -> {
            if (ignoringCase) {
                environment.keySet().removeIf(name::equalsIgnoreCase);
            }
            environment.put(name, value);
        });
    }

    private static CompletableFuture<Void> drain(LinePump pump, Command command) {
        return CompletableFuture.runAsync(pump, task -> {
            var thread = new Thread(task, "output of " + command.arguments().get(0));
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** A missing directory and a missing program give the same error number. */
    private static RustCrossException notStarted(Command command, IOException cause) {
        String program = command.arguments().get(0);
        if (!Files.isDirectory(command.directory())) {
            return new BuildIoException(
                    "cannot start '" + program + "': its working directory " + command.directory()
                            + " does not exist; create it, or correct the path",
                    cause);
        }
        String reason = String.valueOf(cause.getMessage());
        if (!NO_SUCH_FILE.matcher(reason).find()) {
            return new BuildIoException(
                    "cannot start '" + program + "' in " + command.directory() + ": " + reason, cause);
        }
        boolean isPath = program.contains("/") || program.contains("\\");
        String missing = isPath
                ? "no such file, or its interpreter is missing; correct the path"
                : "not found on PATH; install it, or give its absolute path";
        return new ToolMissingException("cannot start '" + program + "' in " + command.directory() + ": " + missing);
    }

    /** What a listener threw keeps its type. */
    private static RuntimeException unwrap(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }

    private static String describe(Command command) {
        return "'" + command.arguments().get(0) + "' in " + command.directory();
    }
}
