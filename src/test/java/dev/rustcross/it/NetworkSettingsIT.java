package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.it.harness.Archive;
import dev.rustcross.it.harness.CargoRegistry;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenCall;
import dev.rustcross.it.harness.MavenRun;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.RefusingProxy;
import dev.rustcross.it.harness.Tool;
import dev.rustcross.it.harness.ToolPath;
import dev.rustcross.testing.RequiresTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;

/** Proxies and servers of Maven's settings, for cargo, rustup and pip. */
@RequiresTool({"cargo", "rustup", "tar"})
class NetworkSettingsIT {

    private static final String TOKEN = "hunter2-of-the-registry";
    private static final String PASSWORD = "swordfish of the proxy";
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    /** Maven's own repositories are excepted, so that only the tools ask this proxy. */
    static String proxies(int port, String nonProxyHosts) {
        return """
                <proxies><proxy>
                  <id>office</id><active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>%d</port>
                  <username>me</username><password>%s</password>
                  <nonProxyHosts>*.apache.org|*.maven.org|%s</nonProxyHosts>
                </proxy></proxies>""".formatted(port, PASSWORD, nonProxyHosts);
    }

    private static String server(String id, String password) {
        return "<server><id>" + id + "</id><password>" + password + "</password></server>";
    }

    private static String servers(String... servers) {
        return "<servers>" + String.join("", servers) + "</servers>";
    }

    /** A crate whose dependency is in a registry; {@code CARGO_HOME} is new, so that nothing is there but what is sent. */
    private static CaseProject project(Maven maven, String host) {
        return maven.project("private-registry").edit(".cargo/config.toml", "HOST", host);
    }

    private static CaseProject projectWith(Maven maven, CargoRegistry registry) {
        return project(maven, "127.0.0.1:" + registry.port());
    }

    /** No musl-gcc: cargo is asked whether rust-lld can link the dependency, so that call needs the token as well. */
    private static MavenCall mvn(CaseProject project, String... arguments) {
        return project.mvn(arguments)
                .path(ToolPath.bareWithHostCompiler())
                .env("CARGO_HOME", project.file("cargo-home").toString());
    }

    private static CargoRegistry start() {
        return CargoRegistry.start(Path.of("src/it/private-registry/registry").toAbsolutePath(), TOKEN);
    }

    private static void assertBuilt(CaseProject project, MavenRun run) {
        Path folder = Archive.unpack(project.dist().resolve("private-registry-1.4.2-linux-amd64.tar.gz"));
        assertThat(Tool.run(folder, folder.resolve("hello").toString())).isEqualTo("hello from the registry\n");
        assertThat(run.log()).contains("rust-lld");
    }

    /** The settings themselves aside, nothing that Maven printed or the build left holds the secret. */
    private static void assertNowhere(String secret, CaseProject project, MavenRun run) {
        assertThat(run.log()).doesNotContain(secret);
        for (Path file : files(project.directory())) {
            if (!file.getFileName().toString().startsWith("settings")) {
                assertThat(holds(file, secret)).as(file.toString()).isFalse();
            }
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String secret) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MavenTest
    void theTokenOfAServer(Maven maven) throws IOException {
        try (CargoRegistry registry = start()) {
            CaseProject project = projectWith(maven, registry);

            MavenRun run = mvn(project, "-X", "package")
                    .settings(servers(server("central", "not for cargo"), server("corp", TOKEN)))
                    .succeeds();

            assertBuilt(project, run);
            assertThat(registry.requests())
                    .extracting(CargoRegistry.Request::uri)
                    .contains("/crates/greeting-1.0.0.crate");
            assertThat(registry.requests())
                    .extracting(CargoRegistry.Request::token)
                    .allMatch(sent -> sent.isEmpty() || sent.equals(Optional.of(TOKEN)));
            assertThat(run.log()).contains("CARGO_REGISTRIES_CORP_TOKEN");
            assertNowhere(TOKEN, project, run);

            // The first build made Cargo.lock, so this one makes another plan.
            mvn(project, "package").settings(servers(server("corp", TOKEN))).succeeds();
            String planned = digestOfPlan(project);
            MavenRun again = mvn(project, "package")
                    .settings(servers(server("corp", "a new token")))
                    .succeeds();

            assertThat(again.log()).contains("Nothing to compile");
            assertThat(digestOfPlan(project)).isEqualTo(planned);
        }
    }

    private static String digestOfPlan(CaseProject project) throws IOException {
        Matcher digest = Pattern.compile("\"digest\": *\"([0-9a-f]{64})\"")
                .matcher(Files.readString(project.file("target/rust-cross/plan.json")));
        assertThat(digest.find()).isTrue();
        return digest.group(1);
    }

    @MavenTest
    void withoutTheRegistryOfflineOnceBuilt(Maven maven) {
        CaseProject project;
        try (CargoRegistry registry = start()) {
            project = projectWith(maven, registry);
            mvn(project, "package").settings(servers(server("corp", TOKEN))).succeeds();
        }
        Tool.run(project.directory(), "rm", "-r", "target");

        assertBuilt(project, mvn(project, "-o", "package").succeeds());
    }

    /** The login of a Maven repository, with a user, is not for a registry that happens to have its name. */
    @MavenTest
    void anEncryptedTokenOfAServerForCargoAlone(Maven maven) throws IOException, PlexusCipherException {
        var cipher = new DefaultPlexusCipher();
        try (CargoRegistry registry = start()) {
            CaseProject project = projectWith(maven, registry);
            Path security = Files.writeString(
                    project.file("settings-security.xml"),
                    "<settingsSecurity><master>" + cipher.encryptAndDecorate("the master", "settings.security")
                            + "</master></settingsSecurity>");

            MavenRun run = mvn(project, "-X", "package", "-Dsettings.security=" + security)
                    .settings(servers(
                            "<server><id>corp</id><username>me</username><password>nexus</password></server>",
                            server("cargo:corp", cipher.encryptAndDecorate(TOKEN, "the master"))))
                    .succeeds();

            assertBuilt(project, run);
            assertThat(registry.requests())
                    .extracting(CargoRegistry.Request::token)
                    .doesNotContain(Optional.of("nexus"));
            assertNowhere(TOKEN, project, run);
        }
    }

    @MavenTest
    void theUsersOwnTokenWins(Maven maven) {
        try (CargoRegistry registry = start()) {
            CaseProject project = projectWith(maven, registry);

            MavenRun run = mvn(project, "package")
                    .settings(servers(server("corp", "of the settings")))
                    .env("CARGO_REGISTRIES_CORP_TOKEN", TOKEN)
                    .env("CARGO_REGISTRIES_CORP_CREDENTIAL_PROVIDER", "cargo:token")
                    .succeeds();

            assertBuilt(project, run);
            assertThat(registry.requests())
                    .extracting(CargoRegistry.Request::token)
                    .doesNotContain(Optional.of("of the settings"));
        }
    }

    @MavenTest
    void withoutAToken(Maven maven) {
        try (CargoRegistry registry = start()) {
            CaseProject project = projectWith(maven, registry);

            MavenRun run = mvn(project, "package").fails();

            assertThat(run.log()).contains("authenticated registries require a credential-provider to be configured");
            assertThat(run.error())
                    .contains("A registry wants a token: name it in Maven's settings.xml, as"
                            + " <server><id>cargo:NAME</id><password>TOKEN</password></server> for [registries.NAME], or"
                            + " by `cargo login --registry NAME`.");
            assertThat(project.distNames()).isEmpty();
        }
    }

    @MavenTest
    void withAWrongToken(Maven maven) {
        try (CargoRegistry registry = start()) {
            CaseProject project = projectWith(maven, registry);

            MavenRun run = mvn(project, "-X", "package")
                    .settings(servers(server("corp", "wrong-" + TOKEN)))
                    .fails();

            assertThat(run.log()).contains("token rejected for `corp`");
            assertThat(run.error()).contains("A registry wants a token");
            assertThat(project.file("target/rust-cross/cargo-build.sh"))
                    .content()
                    .contains("# set CARGO_REGISTRIES_CORP_TOKEN first: its value is not kept here");
            assertNowhere(TOKEN, project, run);
        }
    }

    /** The registry's host exists only behind the proxy, which plays it. */
    @MavenTest
    void cargoThroughTheProxy(Maven maven) {
        try (CargoRegistry proxy = start()) {
            CaseProject project = project(maven, "cargo.example.invalid");

            MavenRun run = mvn(project, "-X", "package")
                    .settings(proxies(proxy.port(), "localhost"))
                    .settings(servers(server("corp", TOKEN)))
                    .succeeds();

            assertBuilt(project, run);
            assertThat(proxy.requests()).isNotEmpty().allSatisfy(request -> {
                assertThat(request.uri()).startsWith("http://cargo.example.invalid/");
                assertThat(request.proxyLogin()).contains(LOGIN);
            });
            assertThat(run.log()).contains("HTTPS_PROXY, NO_PROXY");
            assertNowhere(PASSWORD, project, run);
            assertNowhere(PASSWORD.replace(" ", "%20"), project, run);
        }
    }

    @MavenTest
    void cargoPastTheProxy(Maven maven) {
        try (CargoRegistry registry = start();
                RefusingProxy proxy = RefusingProxy.start()) {
            CaseProject project = projectWith(maven, registry);

            MavenRun run = mvn(project, "package")
                    .settings(proxies(proxy.port(), "127.*"))
                    .settings(servers(server("corp", TOKEN)))
                    .succeeds();

            assertBuilt(project, run);
            assertThat(proxy.connections()).isEmpty();
        }
    }

    @MavenTest
    void theUsersOwnProxyWins(Maven maven) {
        try (CargoRegistry own = start();
                RefusingProxy ofSettings = RefusingProxy.start()) {
            CaseProject project = project(maven, "cargo.example.invalid");

            MavenRun run = mvn(project, "package")
                    .settings(proxies(ofSettings.port(), ""))
                    .settings(servers(server("corp", TOKEN)))
                    .env("http_proxy", "http://127.0.0.1:" + own.port())
                    .succeeds();

            assertBuilt(project, run);
            assertThat(ofSettings.connections()).isEmpty();
        }
    }

    /** Cargo asks its configuration before the variables. */
    @MavenTest
    void theProxyOfCargosConfigurationWins(Maven maven) throws IOException {
        try (CargoRegistry own = start();
                RefusingProxy ofSettings = RefusingProxy.start()) {
            CaseProject project = project(maven, "cargo.example.invalid");
            project.edit(
                    ".cargo/config.toml",
                    "[registries.corp]",
                    "[http]\nproxy = \"127.0.0.1:" + own.port() + "\"\n[registries.corp]");

            MavenRun run = mvn(project, "package")
                    .settings(proxies(ofSettings.port(), ""))
                    .settings(servers(server("corp", TOKEN)))
                    .succeeds();

            assertBuilt(project, run);
            assertThat(ofSettings.connections()).isEmpty();
        }
    }

    @MavenTest
    @RequiresTool("python3")
    void pipThroughTheProxy(Maven maven) {
        try (RefusingProxy proxy = RefusingProxy.start()) {
            CaseProject project = maven.project("offline");

            MavenRun run = project.mvn("-X", "package")
                    .path(ToolPath.bareWithHostCompiler())
                    .env("RUST_CROSS_CACHE_DIR", project.file("cache").toString())
                    .env("PIP_RETRIES", "0")
                    .settings(proxies(proxy.port(), ""))
                    .fails();

            assertThat(run.error()).contains("the package index");
            assertRefused(proxy);
            assertNowhere(PASSWORD.replace(" ", "%20"), project, run);
        }
    }

    @MavenTest
    void rustupThroughTheProxy(Maven maven) {
        try (RefusingProxy proxy = RefusingProxy.start()) {
            CaseProject project = maven.project("uninstalled-target");

            MavenRun run = project.mvn("-X", "package")
                    .settings(proxies(proxy.port(), ""))
                    .fails();

            assertThat(run.error()).contains("rustup could not download it");
            assertRefused(proxy);
            assertNowhere(PASSWORD.replace(" ", "%20"), project, run);
        }
    }

    private static void assertRefused(RefusingProxy proxy) {
        assertThat(proxy.connections()).isNotEmpty().allSatisfy(head -> {
            assertThat(head.get(0)).startsWith("CONNECT ").contains(":443");
            assertThat(head).anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: " + LOGIN));
        });
    }

    @MavenTest
    void aMirrorOfCratesIoInCargosConfiguration(Maven maven) {
        CaseProject project = maven.project("replaced-source");
        String before = Tool.run(project.directory(), "cat", ".cargo/config.toml");

        project.mvn("package").succeeds();

        Path folder = Archive.unpack(project.dist().resolve("replaced-source-1.4.2-linux-amd64.tar.gz"));
        assertThat(Tool.run(folder, folder.resolve("hello").toString())).isEqualTo("hello from the mirror\n");
        assertThat(project.file(".cargo/config.toml")).hasContent(before);
    }
}
