package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.TestRunner.Kind;
import dev.rustcross.testing.ATarget;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerRulesTest {

    private static RunnerRules rules(String machine, List<String> programs, List<String> files) {
        String[] parts = machine.split(" ", 2);
        return new RunnerRules(
                new HostPlatform(OperatingSystem.valueOf(parts[0]), parts[1], Map.of()),
                target -> Optional.empty(),
                name -> programs.contains(name) ? Optional.of(Path.of("/usr/bin", name)) : Optional.empty(),
                file -> files.contains(file.toString()));
    }

    private static List<String> list(String words) {
        return words == null ? List.of() : Arrays.asList(words.split("\\|", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX x86_64,  x86_64-unknown-linux-gnu,      ,                                        ,                         native",
        "LINUX x86_64,  x86_64-unknown-linux-musl,     qemu-x86_64,                             ,                         native",
        "LINUX x86_64,  aarch64-unknown-linux-musl,    qemu-aarch64-static,                     ,                         qemu-aarch64-static",
        "LINUX x86_64,  aarch64-unknown-linux-musl,    qemu-aarch64-static|qemu-aarch64,        ,                         qemu-aarch64",
        "LINUX x86_64,  aarch64-unknown-linux-gnu,     qemu-aarch64-static,                     /usr/aarch64-linux-gnu,   qemu-aarch64-static -L /usr/aarch64-linux-gnu",
        "LINUX x86_64,  aarch64-unknown-linux-musl,    qemu-aarch64-static,                     /usr/aarch64-linux-gnu,   qemu-aarch64-static",
        "LINUX x86_64,  armv7-unknown-linux-gnueabihf, qemu-arm,                                /usr/arm-linux-gnueabihf, qemu-arm -L /usr/arm-linux-gnueabihf",
        "LINUX x86_64,  riscv64gc-unknown-linux-gnu,   qemu-riscv64,                            /usr/riscv64-linux-gnu,   qemu-riscv64 -L /usr/riscv64-linux-gnu",
        "LINUX x86_64,  powerpc64le-unknown-linux-gnu, qemu-ppc64le,                            /usr/lib/powerpc64le-linux-gnu, qemu-ppc64le",
        "LINUX x86_64,  aarch64-unknown-linux-gnu,     qemu-aarch64,                            /lib/aarch64-linux-gnu,   qemu-aarch64",
        "LINUX x86_64,  aarch64-unknown-linux-gnu,     qemu-aarch64,                            ,                         ",
        "LINUX x86_64,  i686-unknown-linux-gnu,        qemu-i386,                               /lib/i386-linux-gnu,      qemu-i386",
        "LINUX x86_64,  i686-unknown-linux-musl,       qemu-i386,                               ,                         qemu-i386",
        "LINUX x86_64,  s390x-unknown-linux-musl,      qemu-aarch64,                            ,                         ",
        "LINUX x86_64,  x86_64-pc-windows-gnu,         wine|wine64,                             ,                         wine64",
        "LINUX x86_64,  x86_64-pc-windows-msvc,        wine,                                    ,                         wine",
        "LINUX x86_64,  x86_64-pc-windows-gnu,         ,                                        /usr/lib/wine/wine64,     /usr/lib/wine/wine64",
        "LINUX x86_64,  i686-pc-windows-gnu,           wine64,                                  /usr/lib/wine/wine64,     ",
        "LINUX x86_64,  i686-pc-windows-gnu,           wine,                                    ,                         wine",
        "LINUX x86_64,  aarch64-pc-windows-msvc,       wine,                                    ,                         ",
        "LINUX aarch64, x86_64-pc-windows-gnu,         wine,                                    ,                         ",
        "LINUX x86_64,  aarch64-apple-darwin,          qemu-aarch64,                            ,                         ",
        "LINUX x86_64,  aarch64-linux-android,         qemu-aarch64,                            ,                         ",
        "MACOS aarch64, aarch64-apple-darwin,          ,                                        ,                         native",
        "MACOS aarch64, x86_64-apple-darwin,           ,  /Library/Apple/usr/libexec/oah/libRosettaRuntime,               Rosetta",
        "MACOS aarch64, x86_64-apple-darwin,           ,                                        ,                         ",
        "MACOS x86_64,  aarch64-apple-darwin,          ,  /Library/Apple/usr/libexec/oah/libRosettaRuntime,               ",
        "MACOS x86_64,  aarch64-unknown-linux-musl,    qemu-aarch64,                            ,                         ",
        "WINDOWS x86_64, x86_64-pc-windows-gnu,        wine,                                    ,                         native",
    })
    void byMachineAndTarget(String machine, String triple, String programs, String files, String label) {
        Optional<TestRunner> runner = rules(machine, list(programs), list(files))
                .choose(ATarget.of(triple).build(), BuildTool.CARGO);

        assertThat(runner.map(TestRunner::label)).isEqualTo(Optional.ofNullable(label));
        runner.filter(chosen -> chosen.kind() != Kind.NATIVE)
                .ifPresent(
                        chosen -> assertThat(String.join(" ", chosen.command())).isEqualTo(label));
    }

    @Test
    void glibcOfTheUsersOrNone() {
        ATarget target = ATarget.of("aarch64-unknown-linux-gnu");
        var rules = new RunnerRules(
                new HostPlatform(OperatingSystem.LINUX, "x86_64", Map.of("QEMU_LD_PREFIX", "/sysroot")),
                request -> Optional.empty(),
                name -> Optional.of(Path.of("/usr/bin", name)),
                file -> true);
        assertThat(rules.choose(target.build(), BuildTool.CARGO))
                .map(TestRunner::label)
                .contains("qemu-aarch64");

        assertThat(rules("LINUX x86_64", List.of("qemu-aarch64"), List.of())
                        .choose(target.rustflags("-Ctarget-feature=+crt-static").build(), BuildTool.CARGO))
                .map(TestRunner::label)
                .contains("qemu-aarch64");
    }

    /** Cargo finds both by itself. */
    @Test
    void whatTheUserNamesComesFirst() {
        TargetRequest target = ATarget.of("x86_64-unknown-linux-gnu").build();
        TargetRequest named =
                ATarget.of("x86_64-unknown-linux-gnu").runner("valgrind", "-q").build();
        var rules = new RunnerRules(
                new HostPlatform(OperatingSystem.LINUX, "x86_64", Map.of()),
                request -> Optional.of(new Setting("perf stat", "config.toml:2")),
                name -> Optional.empty(),
                file -> false);

        assertThat(rules.choose(named, BuildTool.CARGO)).contains(new TestRunner(Kind.POM, "valgrind -q", List.of()));
        assertThat(rules.choose(named, BuildTool.CROSS)).contains(new TestRunner(Kind.POM, "valgrind -q", List.of()));
        assertThat(rules.choose(target, BuildTool.CARGO))
                .contains(new TestRunner(Kind.USER, "perf stat (config.toml:2)", List.of()));
        assertThat(rules.choose(target, BuildTool.CROSS)).contains(new TestRunner(Kind.CROSS, "cross", List.of()));
    }
}
