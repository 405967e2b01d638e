package dev.rustcross.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rustcross.failure.InvalidConfigurationException;
import dev.rustcross.failure.Problem;
import dev.rustcross.maven.NetworkSettings.ProxyServer;
import java.util.Objects;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With the selectors that Maven makes of its settings; {@code RegistryIT} has Maven decrypt a password. */
class NetworkSettingsTest {

    private final DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    private final DefaultProxySelector proxies = new DefaultProxySelector();
    private final DefaultAuthenticationSelector authentications = new DefaultAuthenticationSelector();

    // The only constructor that needs no container is an old one.
    @SuppressWarnings("deprecation")
    private NetworkSettings settings() {
        var repositories = new DefaultRepositorySystemSession();
        repositories.setProxySelector(proxies);
        repositories.setAuthenticationSelector(authentications);
        return new NetworkSettings(new MavenSession(null, repositories, request, new DefaultMavenExecutionResult()));
    }

    private Proxy proxy(String protocol, String host, @Nullable String user, @Nullable String password) {
        var proxy = new Proxy();
        proxy.setProtocol(protocol);
        proxy.setHost(host);
        proxy.setPort(3128);
        request.addProxy(proxy);
        var authentication = new AuthenticationBuilder()
                .addUsername(user)
                .addPassword(password)
                .build();
        proxies.add(new org.eclipse.aether.repository.Proxy(protocol, host, 3128, authentication), null);
        return proxy;
    }

    private void server(String id, @Nullable String user, @Nullable String password) {
        var server = new Server();
        server.setId(id);
        server.setUsername(user);
        server.setPassword(password);
        request.addServer(server);
        authentications.add(
                id,
                new AuthenticationBuilder()
                        .addUsername(user)
                        .addPassword(password)
                        .build());
    }

    @Test
    void noProxy() {
        assertThat(settings().proxy("https")).isEmpty();
    }

    @Test
    void anInactiveProxyIsNone() {
        proxy("https", "proxy", null, null).setActive(false);

        assertThat(settings().proxy("https")).isEmpty();
    }

    @Test
    void theProxyOfHttpServesHttpsToo() {
        proxy("http", "proxy", null, null).setNonProxyHosts("*.example.com|localhost");

        assertThat(settings().proxy("https")).contains(new ProxyServer("http://proxy:3128", "*.example.com|localhost"));
        assertThat(settings().proxy("http")).contains(new ProxyServer("http://proxy:3128", "*.example.com|localhost"));
    }

    @Test
    void theProtocolIsThatOfTheUrls() {
        proxy("http", "plain", null, null);
        proxy("https", "secure", null, null);

        assertThat(settings().proxy("https")).contains(new ProxyServer("http://secure:3128", null));
        assertThat(settings().proxy("http")).contains(new ProxyServer("http://plain:3128", null));
    }

    @Test
    void theProxyOfHttpsDoesNotServeHttp() {
        proxy("https", "secure", null, null);

        assertThat(settings().proxy("http")).isEmpty();
    }

    @Test
    void userAndPasswordAreEncoded() {
        proxy("https", "proxy", "CORP\\me", "a b:c@d/é+%");

        assertThat(settings().proxy("https"))
                .contains(new ProxyServer("http://CORP%5Cme:a%20b%3Ac%40d%2F%C3%A9%2B%25@proxy:3128", null));
    }

    @Test
    void aTokenHasNoUserBesideItOrAnIdThatSaysSo() {
        server("token", null, "secret");
        server("login", "me", "secret");
        server("cargo:login", "me", "secret");
        server("nothing", null, null);

        assertThat(settings().tokenServers("cargo:")).containsExactly("token", "cargo:login");
    }

    @Test
    void thePasswordOfAServer() {
        server("cargo:corp", null, "secret");

        assertThat(settings().password("cargo:corp")).contains("secret");
        assertThat(settings().password("other")).isEmpty();
    }

    @Test
    void aPasswordThatMavenCouldNotDecrypt() {
        server("corp", null, "{COQLCE6DU6GtcS5P=}");
        proxy("https", "proxy", "me", "{COQLCE6DU6GtcS5P=}");

        assertUndecrypted(
                "settings.xml: <server> corp <password>", () -> settings().password("corp"));
        assertUndecrypted("settings.xml: <proxy> <password>", () -> settings().proxy("https"));
    }

    private static void assertUndecrypted(String where, ThrowingCallable call) {
        assertThat(Objects.requireNonNull(catchThrowableOfType(InvalidConfigurationException.class, call))
                        .problems())
                .containsExactly(new Problem(
                        where,
                        "Maven could not decrypt it",
                        null,
                        "see that the master password it was encrypted with is in ~/.m2/settings-security.xml, or encrypt it"
                                + " anew with `mvn --encrypt-password`."));
    }
}
