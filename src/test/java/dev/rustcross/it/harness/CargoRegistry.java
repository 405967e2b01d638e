package dev.rustcross.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A private registry with the crate {@code greeting}, on a free port. Like a real one with {@code auth-required} it answers 401 to who
 * brings no token, or another one.
 *
 * <p>It answers a client that takes it for a proxy just the same, for any host.
 */
public final class CargoRegistry implements AutoCloseable {

    /**
     * A request.
     *
     * @param uri as the client wrote it: absolute where it took this for a proxy
     * @param token the header {@code Authorization}
     * @param proxyLogin the header {@code Proxy-Authorization}
     */
    public record Request(String uri, Optional<String> token, Optional<String> proxyLogin) {}

    private final HttpServer server;
    private final byte[] crate;
    private final String token;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private CargoRegistry(HttpServer server, byte[] crate, String token) {
        this.server = server;
        this.crate = crate;
        this.token = token;
    }

    /**
     * Starts a registry.
     *
     * @param folder holds the folder {@code greeting-1.0.0}
     * @param token what it wants to see
     */
    public static CargoRegistry start(Path folder, String token) {
        try {
            Path archive = Files.createTempFile("greeting", ".crate");
            Tool.run(folder, "tar", "-czf", archive.toString(), "greeting-1.0.0");
            byte[] crate = Files.readAllBytes(archive);
            Files.delete(archive);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var registry = new CargoRegistry(server, crate, token);
            server.createContext("/", registry::answer);
            server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its port at the address 127.0.0.1. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns what it was asked so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Optional<String> sent = header(exchange, "Authorization");
        requests.add(new Request(exchange.getRequestURI().toString(), sent, header(exchange, "Proxy-Authorization")));
        byte[] body = sent.equals(Optional.of(token)) ? body(exchange) : null;
        try (exchange) {
            if (body == null) {
                exchange.sendResponseHeaders(sent.equals(Optional.of(token)) ? 404 : 401, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private byte @Nullable [] body(HttpExchange exchange) {
        return switch (exchange.getRequestURI().getPath()) {
            case "/index/config.json" ->
                """
                {"dl": "http://%s/crates/{crate}-{version}.crate", "auth-required": true}
                """.formatted(exchange.getRequestHeaders().getFirst("Host")).getBytes(StandardCharsets.UTF_8);
            case "/index/gr/ee/greeting" -> """
                {"name":"greeting","vers":"1.0.0","deps":[],"cksum":"%s","features":{},"yanked":false}
                """.formatted(sha256(crate)).getBytes(StandardCharsets.UTF_8);
            case "/crates/greeting-1.0.0.crate" -> crate;
            default -> null;
        };
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
