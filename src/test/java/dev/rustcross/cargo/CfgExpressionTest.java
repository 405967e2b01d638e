package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfgExpressionTest {

    private static final Set<String> FACTS =
            Set.of("unix", "target_os=\"linux\"", "target_env=\"musl\"", "target_feature=\"crt-static\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "cfg(unix) → true",
                "cfg(windows) → false",
                "cfg( target_os = \"linux\" ) → true",
                "cfg(target_os=\"macos\") → false",
                "cfg(target_feature=\"crt-static\") → true",
                "cfg(not(windows)) → true",
                "cfg(all()) → true",
                "cfg(any()) → false",
                "cfg(all(unix, target_env = \"musl\")) → true",
                "cfg(all(unix, windows)) → false",
                "cfg(any(windows, not(target_env = \"gnu\"),)) → true",
                "cfg(true) → true",
                "cfg(false) → false",
                "cfg() → false",
                "cfg(unix → false",
                "cfg(unix)) → false",
                "cfg(not(unix, windows)) → false",
                "cfg(some(unix)) → false",
                "cfg(all(unix windows)) → false",
                "cfg(target_os = 'linux') → false",
                "unix → false",
            })
    void holds(String expression, boolean expected) {
        assertThat(CfgExpression.matches(expression, FACTS)).isEqualTo(expected);
    }
}
