package dev.rustcross.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on a free port that takes note of every connection and lets none through. */
public final class RefusingProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final List<List<String>> connections = new CopyOnWriteArrayList<>();

    private RefusingProxy(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts a proxy. */
    public static RefusingProxy start() {
        try {
            var proxy = new RefusingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(proxy::serve, "refusing-proxy");
            thread.setDaemon(true);
            thread.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its port at the address 127.0.0.1. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Returns its URL. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Returns the request line and the headers that came over each connection so far. */
    public List<List<String>> connections() {
        return List.copyOf(connections);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connections.add(head(connection));
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException clientOrTestIsGone) {
                continue;
            }
        }
    }

    private static List<String> head(Socket connection) throws IOException {
        var reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        var lines = new ArrayList<String>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
