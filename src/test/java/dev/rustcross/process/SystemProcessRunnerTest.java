package dev.rustcross.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SystemProcessRunnerTest {

    private static final int FLOOD_LINES = 100_000;

    private final SystemProcessRunner runner = new SystemProcessRunner();

    @TempDir
    private Path folder;

    @Test
    void tenMegabytesOnBothStreamsAtOnce() {
        var outBytes = new AtomicLong();
        var errBytes = new AtomicLong();
        ProcessResult result = runner.run(
                probe("flood", String.valueOf(FLOOD_LINES)),
                line -> outBytes.addAndGet(line.length() + 1L),
                line -> errBytes.addAndGet(line.length() + 1L));
        assertThat(result.succeeded()).isTrue();
        assertThat(outBytes).hasValue(FLOOD_LINES * 100L);
        assertThat(errBytes).hasValue(FLOOD_LINES * 100L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 101})
    void exitCodeIsTheProgramsOwn(int code) {
        ProcessResult result =
                runner.capture(probe("exit", String.valueOf(code))).result();
        assertThat(result.exitCode()).isEqualTo(code);
        assertThat(result.duration()).isPositive();
    }

    @Test
    void argumentsArriveAsGiven() {
        assumeTrue(jvmKnowsUmlauts(), "this JVM passes no umlauts: its sun.jnu.encoding has none");
        List<String> arguments = List.of("a b", "", "it's", "größe", "$HOME", "*", "a\\", ";", "-x");
        assertThat(runner.capture(probe(prepend("arguments", arguments))).stdout())
                .containsExactlyElementsOf(arguments);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the JDK passes embedded double quotes on unescaped there")
    void doubleQuotesArriveAsGiven() {
        assertThat(runner.capture(probe("arguments", "say \"hi\"", "\"")).stdout())
                .containsExactly("say \"hi\"", "\"");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void programsAreLookedForOnThePathTheyGet() throws Exception {
        Path program = Files.writeString(folder.resolve("only-here"), "#!/bin/sh\necho found\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Command command = Command.of(folder, "only-here").withEnvironment(Map.of("PATH", "/usr/bin:/bin:" + folder));

        assertThat(runner.capture(command).stdout()).containsExactly("found");
    }

    @Test
    void variablesAreLaidOverTheInheritedOnes() {
        Command command = probe("environment", "PROBE_VALUE").withEnvironment(Map.of("PROBE_VALUE", "a b"));
        assertThat(runner.capture(command).stdout()).containsExactly("a b true");
    }

    @Test
    void windowsHasOnePath() {
        var environment = new TreeMap<>(Map.of("Path", "inherited", "Temp", "kept"));

        SystemProcessRunner.layOver(environment, Map.of("PATH", "laid over"), true);

        assertThat(environment).containsExactly(Map.entry("PATH", "laid over"), Map.entry("Temp", "kept"));
    }

    @Test
    void elsewhereNamesThatDifferInCaseAreTwo() {
        var environment = new TreeMap<>(Map.of("Path", "another variable", "PATH", "inherited"));

        SystemProcessRunner.layOver(environment, Map.of("PATH", "laid over"), false);

        assertThat(environment).containsExactly(Map.entry("PATH", "laid over"), Map.entry("Path", "another variable"));
    }

    @Test
    void directoryWithSpaceAndUmlaut() throws Exception {
        assumeTrue(jvmKnowsUmlauts(), "this JVM makes no file names with umlauts: its sun.jnu.encoding has none");
        Path directory = Files.createDirectory(folder.resolve("grüne kiste")).toRealPath();
        var command = new Command(Probe.arguments("directory"), directory, Map.of(), Duration.ZERO);
        assertThat(runner.capture(command).stdout()).containsExactly(directory.toString());
    }

    @Test
    void standardInputIsEmpty() {
        assertThat(runner.capture(probe("stdin")).stdout()).containsExactly("-1");
    }

    @Test
    void timeoutKillsGrandchildren() {
        var pids = new ArrayBlockingQueue<Long>(2);
        Command command = probe("tree").withTimeout(Duration.ofSeconds(5));
        assertThatThrownBy(() -> runner.run(command, line -> pids.add(Long.valueOf(line)), OutputListener.none()))
                .isInstanceOf(ToolFailedException.class)
                .hasMessage("'" + Probe.arguments().get(0) + "' in " + folder
                        + " did not end within 5 s and was killed with everything it had started; raise"
                        + " <timeoutSeconds>, or set it to 0 for no limit");
        assertThat(pids).as("child and grandchild were up before the limit").hasSize(2);
        assertThat(pids).noneMatch(SystemProcessRunnerTest::isAlive);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatWasStartedElsewhereIsEndedLast() {
        Path ended = folder.resolve("ended");
        var pids = new ArrayBlockingQueue<Long>(1);
        Command command = Command.of(folder, "/bin/sh", "-c", "echo $$; exec sleep 60")
                .withEnvironment(Map.of("PLACE", ended.toString()))
                .withTimeout(Duration.ofSeconds(1))
                .whenKilled(List.of("/bin/sh", "-c", "echo ended >\"$PLACE\""));

        assertThatThrownBy(() -> runner.run(command, line -> pids.add(Long.valueOf(line)), OutputListener.none()))
                .isInstanceOf(ToolFailedException.class);

        assertThat(ended).hasContent("ended");
        assertThat(pids).hasSize(1).noneMatch(SystemProcessRunnerTest::isAlive);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramThatEndsByItselfLeavesNothingToEnd() {
        Path ended = folder.resolve("ended");

        runner.run(
                Command.of(folder, "/bin/sh", "-c", "true").whenKilled(List.of("touch", ended.toString())),
                OutputListener.none(),
                OutputListener.none());

        assertThat(ended).doesNotExist();
    }

    @Test
    void interruptKillsGrandchildren() throws Exception {
        var pids = new ArrayBlockingQueue<Long>(2);
        var flag = new CompletableFuture<Boolean>();
        var failure = new CompletableFuture<RuntimeException>();
        var caller = new Thread(() -> {
            try {
                runner.run(probe("tree"), line -> pids.add(Long.valueOf(line)), OutputListener.none());
            } catch (RuntimeException e) {
                flag.complete(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        caller.start();
        List<Long> started = takeTwo(pids);
        caller.interrupt();

        assertThat(failure.get(20, TimeUnit.SECONDS))
                .isInstanceOf(BuildIoException.class)
                .hasMessage("interrupted; '" + Probe.arguments().get(0) + "' in " + folder
                        + " was killed with everything it had started");
        assertThat(flag).isCompletedWithValue(true);
        assertThat(started).noneMatch(SystemProcessRunnerTest::isAlive);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a program is terminated there, no shutdown hook runs")
    void endOfThisJvmKillsGrandchildren() throws Exception {
        Process jvm = new ProcessBuilder(Probe.arguments("runner"))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> started;
        try (var lines = jvm.inputReader(StandardCharsets.UTF_8)) {
            started = List.of(Long.valueOf(lines.readLine()), Long.valueOf(lines.readLine()));
        }
        List<CompletableFuture<ProcessHandle>> exits = started.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .map(ProcessHandle::onExit)
                .toList();
        assertThat(exits).hasSize(2);
        jvm.destroy();
        for (CompletableFuture<ProcessHandle> exit : exits) {
            assertThat(exit.get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "programs cannot ignore termination there")
    void programThatIgnoresTerminationIsKilled() {
        var pids = new ArrayBlockingQueue<Long>(1);
        Command stubborn = Command.of(
                        folder, "/bin/sh", "-c", "trap '' TERM; echo $$; while :; do sleep 1000 & wait; done")
                .withTimeout(Duration.ofSeconds(1));
        assertThatThrownBy(() -> runner.run(stubborn, line -> pids.add(Long.valueOf(line)), OutputListener.none()))
                .isInstanceOf(ToolFailedException.class);
        assertThat(pids).hasSize(1).noneMatch(SystemProcessRunnerTest::isAlive);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void progressTextAndLastLineWithoutLineFeed() {
        var told = new ArrayBlockingQueue<String>(8);
        runner.run(
                Command.of(folder, "/bin/sh", "-c", "printf 'one\\rtwo\\r\\nthree'"),
                new OutputListener() {
                    @Override
                    public void line(String line) {
                        told.add("line " + line);
                    }

                    @Override
                    public void overwritten(String text) {
                        told.add("overwritten " + text);
                    }
                },
                OutputListener.none());
        assertThat(told).containsExactly("overwritten one", "line two", "line three");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void daemonThatHoldsTheStreamsIsNotWaitedFor() {
        var lines = new ArrayBlockingQueue<String>(2);
        ProcessResult result = new SystemProcessRunner(Duration.ofMillis(300))
                .run(
                        Command.of(folder, "/bin/sh", "-c", "sleep 1000 & echo $!; echo done"),
                        lines::add,
                        OutputListener.none());
        assertThat(result.succeeded()).isTrue();
        assertThat(lines).hasSize(2).contains("done");
        ProcessHandle daemon = ProcessHandle.of(Long.parseLong(lines.remove())).orElseThrow();
        assertThat(daemon.isAlive())
                .as("it may be wanted, as a compiler cache is")
                .isTrue();
        daemon.destroy();
    }

    @Test
    void failingListenerLetsTheProgramEndAndItsFailureThrough() {
        var failure = new UnsupportedOperationException("listener");
        assertThatThrownBy(() -> runner.run(
                        probe("flood", String.valueOf(FLOOD_LINES)),
                        line -> {
                            throw failure;
                        },
                        OutputListener.none()))
                .isSameAs(failure);
    }

    @Test
    void missingProgram() {
        assertThatThrownBy(() -> runner.capture(Command.of(folder, "no-such-tool", "--version")))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("cannot start 'no-such-tool' in " + folder
                        + ": not found on PATH; install it, or give its absolute path");
    }

    @Test
    void missingProgramByPath() {
        String program = folder.resolve("bin").resolve("cargo").toString();
        assertThatThrownBy(() -> runner.capture(Command.of(folder, program)))
                .isInstanceOf(ToolMissingException.class)
                .hasMessage("cannot start '" + program + "' in " + folder
                        + ": no such file, or its interpreter is missing; correct the path");
    }

    @Test
    void missingDirectoryIsNotTakenForAMissingProgram() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() ->
                        runner.capture(Command.of(missing, Probe.arguments().get(0))))
                .isInstanceOf(BuildIoException.class)
                .hasMessage("cannot start '" + Probe.arguments().get(0) + "': its working directory " + missing
                        + " does not exist; create it, or correct the path");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fileThatIsNoProgram() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "text");
        assertThatThrownBy(() -> runner.capture(Command.of(folder, file.toString())))
                .isInstanceOf(BuildIoException.class)
                .hasMessageStartingWith("cannot start '" + file + "' in " + folder + ": ")
                .hasMessageContaining("Permission denied");
    }

    private Command probe(String... arguments) {
        return new Command(Probe.arguments(arguments), folder, Map.of(), Duration.ZERO);
    }

    private static String[] prepend(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toArray(String[]::new);
    }

    private static List<Long> takeTwo(BlockingQueue<Long> pids) throws InterruptedException {
        Long first = pids.poll(20, TimeUnit.SECONDS);
        Long second = pids.poll(20, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        return List.of(first, second);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static boolean jvmKnowsUmlauts() {
        return Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode("ü");
    }
}
