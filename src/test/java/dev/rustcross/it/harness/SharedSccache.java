package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** An sccache server of the test's own, whose cache is in a redis of the test's own; both on free ports. */
public final class SharedSccache implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Process redis;
    private final Path folder;
    private final Map<String, String> variables;

    private SharedSccache(Process redis, Path folder, Map<String, String> variables) {
        this.redis = redis;
        this.folder = folder;
        this.variables = variables;
    }

    /** Starts redis; sccache's server is started by the first who compiles. */
    public static SharedSccache start() {
        try {
            Path folder = Files.createTempDirectory("redis");
            int port = freePort();
            Process redis = new ProcessBuilder(
                            "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            awaitConnection(redis, port);
            return new SharedSccache(
                    redis,
                    folder,
                    Map.of(
                            "SCCACHE_REDIS_ENDPOINT",
                            "redis://127.0.0.1:" + port,
                            "SCCACHE_SERVER_PORT",
                            Integer.toString(freePort())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the variables that tell sccache of them. */
    public Map<String, String> variables() {
        return variables;
    }

    /** Ends sccache's server with all that it knows; what was compiled is still in redis. */
    public void forget() {
        Tool.run(folder, variables, "sccache", "--stop-server");
    }

    @Override
    public void close() {
        redis.destroy();
        Workspace.delete(folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitConnection(Process redis, int port) {
        Instant end = Instant.now().plus(START);
        while (redis.isAlive() && Instant.now().isBefore(end)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("redis-server did not start");
    }
}
