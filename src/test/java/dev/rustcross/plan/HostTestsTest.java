package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.target.TargetTriple;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTestsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LINUX x86_64  | x86_64-unknown-linux-gnu                                 | false
            LINUX x86_64  | x86_64-unknown-linux-musl aarch64-apple-darwin           | false
            LINUX x86_64  | aarch64-unknown-linux-musl                               | true
            LINUX x86_64  | x86_64-pc-windows-gnu x86_64-apple-darwin                | true
            LINUX x86_64  | x86_64-apple-darwin aarch64-apple-darwin                 | false
            LINUX x86_64  | x86_64-pc-windows-gnu x86_64-pc-windows-msvc             | false
            LINUX x86_64  | thumbv7em-none-eabihf                                    | false
            LINUX x86_64  | aarch64-linux-android                                    | false
            MACOS aarch64 | x86_64-unknown-linux-musl aarch64-unknown-linux-musl     | false
            MACOS aarch64 | x86_64-unknown-linux-musl x86_64-pc-windows-gnu          | true
            MACOS aarch64 | x86_64-apple-darwin                                      | true
            MACOS aarch64 | x86_64-apple-darwin aarch64-apple-darwin                 | false
            WINDOWS x86_64 | x86_64-pc-windows-gnu                                   | false
            WINDOWS x86_64 | aarch64-pc-windows-msvc                                 | true
            """)
    void wantedWhereNoneIsItsOwnButTheCrateIsNoOthersAlone(String machine, String triples, boolean wanted) {
        String[] parts = machine.split(" ", 2);
        var host = new HostPlatform(OperatingSystem.valueOf(parts[0]), parts[1], Map.of());
        List<TargetTriple> built =
                Stream.of(triples.split(" ", -1)).map(TargetTriple::new).toList();

        assertThat(HostTests.wanted(built, host)).isEqualTo(wanted);
    }
}
