package dev.rustcross.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallCommandsTest {

    @ParameterizedTest
    @CsvSource({
        "musl-gcc, APT, apt-get install musl-tools",
        "x86_64-w64-mingw32-gcc, DNF, dnf install mingw64-gcc",
        "python3, APK, apk add py3-pip",
        "aarch64-linux-musl-gcc, BREW, brew install filosottile/musl-cross/musl-cross",
        "x86_64-w64-mingw32-gcc, CHOCO, choco install mingw",
        "cc, APT, apt-get install gcc libc6-dev",
        "cc, BREW, xcode-select --install",
        "aarch64-linux-gnu-gcc, DNF,",
        "no-such-program, APT,",
    })
    void aProgramHasOneCommandAMachine(String program, PackageManager manager, String command) {
        assertThat(InstallCommands.of(program, manager).orElse(null)).isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, dnf, DNF",
        "LINUX, apk, APK",
        "LINUX, brew, BREW",
        "LINUX, apt-get brew, APT",
        "LINUX, choco, APT",
        "MACOS, apt-get, BREW",
        "WINDOWS, '', CHOCO",
        "OTHER, '', APT",
    })
    void theManagerIsTheFirstOfTheSystemOnThePath(OperatingSystem system, String programs, PackageManager manager) {
        Set<String> onPath = Set.of(programs.split(" ", -1));

        assertThat(PackageManager.of(system, onPath::contains)).isEqualTo(manager);
    }
}
