package dev.rustcross.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {

    private static final String PROXY = "http://me:secret@proxy:3128";

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"})
    void aProxyOfTheEnvironmentOrThePomIsTheUsersOwn(String name) {
        assertThat(ProxyVariables.areSet(new BuildEnvironment(Map.of(name, PROXY), Map.of())))
                .isTrue();
        assertThat(ProxyVariables.areSet(new BuildEnvironment(Map.of(), Map.of(name, ""))))
                .isTrue();
    }

    @Test
    void otherVariablesNameNoProxy() {
        assertThat(ProxyVariables.areSet(environment("NO_PROXY", "localhost"))).isFalse();
    }

    @Test
    void bothProtocolsAndTheExceptions() {
        assertThat(ProxyVariables.of(
                        PROXY, Optional.of("http://other:8080"), "localhost|*.example.com", environment("A", "")))
                .isEqualTo(Map.of(
                        "HTTPS_PROXY", PROXY, "http_proxy", "http://other:8080", "NO_PROXY", "localhost,.example.com"));
    }

    @Test
    void whatTheSettingsDoNotSayIsLeftOpen() {
        assertThat(ProxyVariables.of(PROXY, Optional.empty(), null, environment("A", "")))
                .isEqualTo(Map.of("HTTPS_PROXY", PROXY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_PROXY", "no_proxy"})
    void exceptionsOfTheUserWin(String name) {
        assertThat(ProxyVariables.of(PROXY, Optional.empty(), "localhost", environment(name, "intranet")))
                .isEqualTo(Map.of("HTTPS_PROXY", PROXY));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            localhost,                       localhost
            localhost|127.0.0.1,             'localhost,127.0.0.1'
            '*.example.com|localhost',       '.example.com,localhost'
            *example.com,                    .example.com
            *,                               *
            10.*,                            10.0.0.0/8
            10.*.*.*,                        10.0.0.0/8
            192.168.*,                       192.168.0.0/16
            172.16.1.*,                      172.16.1.0/24
            'localhost , intranet',          'localhost,intranet'
            localhost||localhost,            localhost
            build*.example.com|localhost,    localhost
            '',                              ''
            """)
    void exceptionsAreTranslated(String nonProxyHosts, String noProxy) {
        assertThat(ProxyVariables.noProxy(nonProxyHosts)).isEqualTo(noProxy);
    }

    private static BuildEnvironment environment(String name, String value) {
        return new BuildEnvironment(Map.of(name, value), Map.of());
    }
}
