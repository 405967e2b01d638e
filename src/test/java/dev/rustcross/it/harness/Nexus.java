package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Sonatype Nexus of the tests' own, on a free port, with its repositories as they come and a login. */
public final class Nexus implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(8);
    private static final String USER = "admin";
    private static final String PASSWORD = "admin123";

    private final Process process;
    private final Path data;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    private Nexus(Process process, Path data, String url) {
        this.process = process;
        this.data = data;
        this.url = url;
    }

    /** Starts a server, and waits until it serves. */
    public static Nexus start() {
        try {
            Path home;
            try (Stream<Path> homes = Files.list(Workspace.NEXUS)) {
                home = homes.findFirst().orElseThrow();
            }
            Path data = Files.createTempDirectory("nexus");
            Files.createDirectories(data.resolve("etc"));
            Files.createDirectories(data.resolve("tmp"));
            Files.createDirectories(data.resolve("log"));
            int port = freePort();
            Files.writeString(data.resolve("etc/nexus.properties"), """
                    application-host=127.0.0.1
                    application-port=%d
                    nexus.onboarding.enabled=false
                    nexus.security.randompassword=false
                    """.formatted(port));
            Process process = new ProcessBuilder(command(home, data))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("log/console.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var nexus = new Nexus(process, data, "http://127.0.0.1:" + port);
            nexus.awaitService();
            return nexus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As its own script does, which asks for a Java 8. */
    private static List<String> command(Path home, Path data) throws IOException {
        var command = new ArrayList<String>();
        Path java = Jdk.find(17).orElse(Jdk.running()).home();
        command.add(java.resolve("bin/java").toString());
        command.addAll(List.of("-Xmx1200m", "-XX:MaxDirectMemorySize=1g", "--add-reads=java.xml=java.logging"));
        command.add("--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED");
        command.addAll(List.of("--patch-module", "java.base=" + endorsed(home, "org.apache.karaf.specs.locator")));
        command.addAll(List.of("--patch-module", "java.xml=" + endorsed(home, "org.apache.karaf.specs.java.xml")));
        for (String opened : new String[] {
            "java.base/java.security",
            "java.base/java.net",
            "java.base/java.lang",
            "java.base/java.util",
            "java.naming/javax.naming.spi",
            "java.rmi/sun.rmi.transport.tcp"
        }) {
            command.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED"));
        }
        for (String exported : new String[] {
            "java.base/sun.net.www.protocol.http", "java.base/sun.net.www.protocol.https",
            "java.base/sun.net.www.protocol.jar", "jdk.xml.dom/org.w3c.dom.html",
            "jdk.naming.rmi/com.sun.jndi.url.rmi", "java.security.sasl/com.sun.security.sasl"
        }) {
            command.add("--add-exports=" + exported + "=ALL-UNNAMED");
        }
        command.add("-Dkaraf.home=" + home);
        command.add("-Dkaraf.base=" + home);
        command.add("-Dkaraf.etc=" + home.resolve("etc/karaf"));
        command.add("-Dkaraf.data=" + data);
        command.add("-Dkaraf.log=" + data.resolve("log"));
        command.add("-Dkaraf.instances=" + data.resolve("instances"));
        command.add("-Djava.io.tmpdir=" + data.resolve("tmp"));
        command.add("-Dkaraf.startLocalConsole=false");
        command.add("-Djava.util.logging.config.file=" + home.resolve("etc/karaf/java.util.logging.properties"));
        command.addAll(List.of("-classpath", home.resolve("lib/boot") + "/*", "org.sonatype.nexus.karaf.NexusMain"));
        return command;
    }

    private static Path endorsed(Path home, String name) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib/endorsed"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitService() throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (!isServing()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "Nexus did not start:\n" + Files.readString(data.resolve("log/console.log")));
            }
        }
    }

    /** Asks once a second. */
    private boolean isServing() {
        try {
            return !process.waitFor(1, TimeUnit.SECONDS)
                    && client.send(request("/service/rest/v1/status"), BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String path) {
        String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Basic " + login)
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    /** Returns where it serves. */
    public String url() {
        return url;
    }

    /** Returns the login, as elements of Maven's settings. */
    public String servers() {
        return """
                <servers>
                  <server>
                    <id>nexus</id>
                    <username>%s</username>
                    <password>%s</password>
                  </server>
                </servers>""".formatted(USER, PASSWORD);
    }

    /** Returns whether a repository has a file. */
    public boolean has(String repository, String path) {
        return answer("/repository/" + repository + "/" + path).statusCode() == 200;
    }

    /** Downloads a file of a repository. */
    public Path download(String repository, String path, Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.write(
                    folder.resolve(path.substring(path.lastIndexOf('/') + 1)),
                    get("/repository/" + repository + "/" + path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] get(String path) {
        HttpResponse<byte[]> answer = answer(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<byte[]> answer(String path) {
        try {
            return client.send(request(path), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        Workspace.delete(data);
    }
}
