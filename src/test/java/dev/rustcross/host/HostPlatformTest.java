package dev.rustcross.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.target.TargetTriple;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostPlatformTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            Linux,       amd64,    LINUX,    x86_64,      linux on x86_64
            Linux,       aarch64,  LINUX,    aarch64,     linux on aarch64
            Linux,       i386,     LINUX,    i686,        linux on i686
            Linux,       ppc64le,  LINUX,    powerpc64le, linux on powerpc64le
            Linux,       riscv64,  LINUX,    riscv64gc,   linux on riscv64gc
            Linux,       s390x,    LINUX,    s390x,       linux on s390x
            Mac OS X,    aarch64,  MACOS,    aarch64,     macos on aarch64
            Mac OS X,    x86_64,   MACOS,    x86_64,      macos on x86_64
            Windows 11,  amd64,    WINDOWS,  x86_64,      windows on x86_64
            Windows 11,  arm64,    WINDOWS,  aarch64,     windows on aarch64
            Windows 10,  x86,      WINDOWS,  i686,        windows on i686
            FreeBSD,     amd64,    OTHER,    x86_64,      other on x86_64
            """)
    void readsWhatJavaSaysOfTheMachine(
            String osName, String osArch, OperatingSystem system, String architecture, String description) {
        HostPlatform host = HostPlatform.of(osName, osArch, Map.of());

        assertThat(host.operatingSystem()).isEqualTo(system);
        assertThat(host.architecture()).isEqualTo(architecture);
        assertThat(host.description()).isEqualTo(description);
        assertThat(host.isWindows()).isEqualTo(system == OperatingSystem.WINDOWS);
    }

    @Test
    void currentIsThisMachine() {
        HostPlatform host = HostPlatform.current();

        assertThat(host)
                .isEqualTo(
                        HostPlatform.of(System.getProperty("os.name"), System.getProperty("os.arch"), System.getenv()));
        assertThat(host.variable("PATH")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            LINUX,   x86_64,  x86_64-unknown-linux-gnu,   true
            LINUX,   x86_64,  x86_64-unknown-linux-musl,  true
            LINUX,   x86_64,  aarch64-unknown-linux-gnu,  false
            LINUX,   x86_64,  x86_64-pc-windows-gnu,      false
            LINUX,   x86_64,  x86_64-linux-android,       false
            MACOS,   aarch64, aarch64-apple-darwin,       true
            MACOS,   aarch64, x86_64-apple-darwin,        false
            WINDOWS, x86_64,  x86_64-pc-windows-gnu,      true
            WINDOWS, x86_64,  x86_64-pc-windows-msvc,     true
            WINDOWS, x86_64,  x86_64-unknown-linux-gnu,   false
            OTHER,   x86_64,  x86_64-unknown-freebsd,     false
            """)
    void runsItsOwnBinariesWhateverTheirAbi(OperatingSystem system, String architecture, String triple, boolean runs) {
        assertThat(new HostPlatform(system, architecture, Map.of()).runs(new TargetTriple(triple)))
                .isEqualTo(runs);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWindowsIgnoresTheCaseOfVariables(OperatingSystem system) {
        var host = new HostPlatform(system, "x86_64", Map.of("Path", "C:\\bin", "EMPTY", ""));

        assertThat(host.variable("Path")).contains("C:\\bin");
        assertThat(host.variable("PATH").isPresent()).isEqualTo(system == OperatingSystem.WINDOWS);
        assertThat(host.variable("EMPTY")).isEmpty();
        assertThat(host.variable("ABSENT")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,      amd64,   x86_64-unknown-linux-gnu",
        "Linux,      aarch64, aarch64-unknown-linux-gnu",
        "Mac OS X,   aarch64, aarch64-apple-darwin",
        "Windows 11, amd64,   x86_64-pc-windows-msvc",
    })
    void usualTriple(String system, String architecture, String triple) {
        assertThat(HostPlatform.of(system, architecture, Map.of()).usualTriple().name())
                .isEqualTo(triple);
    }
}
