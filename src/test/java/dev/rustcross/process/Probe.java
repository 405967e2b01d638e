package dev.rustcross.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A program that the tests of this package start, in a JVM of its own. */
public final class Probe {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Probe() {}

    /** Returns the command line of a probe. */
    static List<String> arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(
                        System.getProperty("path.separator"), classes(Probe.class), classes(SystemProcessRunner.class)),
                Probe.class.getName()));
        all.addAll(Arrays.asList(arguments));
        return all;
    }

    private static String classes(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does what the first argument says. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "arguments" -> Arrays.stream(arguments).skip(1).forEach(OUT::println);
            case "directory" -> OUT.println(Path.of("").toAbsolutePath());
            case "environment" -> OUT.println(System.getenv(arguments[1]) + " " + (System.getenv("PATH") != null));
            case "stdin" -> OUT.println(System.in.read());
            case "exit" -> System.exit(Integer.parseInt(arguments[1]));
            case "flood" -> flood(Integer.parseInt(arguments[1]));
            case "wait" -> {
                OUT.println(ProcessHandle.current().pid());
                new CountDownLatch(1).await();
            }
            case "tree" -> {
                new ProcessBuilder(arguments("wait")).inheritIO().start();
                OUT.println(ProcessHandle.current().pid());
                new CountDownLatch(1).await();
            }
            case "runner" ->
                new SystemProcessRunner()
                        .run(
                                new Command(arguments("tree"), Path.of("").toAbsolutePath(), Map.of(), Duration.ZERO),
                                OUT::println,
                                OutputListener.none());
            default ->
                throw new IllegalArgumentException(String.join(" ", arguments).toLowerCase(Locale.ROOT));
        }
    }

    private static void flood(int lines) throws InterruptedException {
        var other = new Thread(() -> flood(System.err, "err", lines));
        other.start();
        flood(System.out, "out", lines);
        other.join();
    }

    private static void flood(OutputStream stream, String name, int lines) {
        byte[] line = (name + "x".repeat(96) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            for (int i = 0; i < lines; i++) {
                stream.write(line);
            }
            stream.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
