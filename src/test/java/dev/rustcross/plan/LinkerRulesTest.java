package dev.rustcross.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.plan.LinkerDecision.Kind;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.testing.ATarget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LinkerRulesTest {

    private static final String GNU = "x86_64-unknown-linux-gnu";
    private static final String ARM_GNU = "aarch64-unknown-linux-gnu";
    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String MAC = "aarch64-apple-darwin";
    private static final String MINGW = "x86_64-pc-windows-gnu";
    private static final String MSVC = "x86_64-pc-windows-msvc";

    /** A machine on which every rule could serve a musl target, so that the first that may, does. */
    private static Machine full() {
        return Machine.linux()
                .with("x86_64-linux-musl-gcc", "my-ld")
                .userLinker("user-ld", "/home/me/.cargo/config.toml:3")
                .rustLld()
                .pureRust()
                .zig();
    }

    private static LinkerDecision chosen(Machine machine, ATarget target) {
        return new LinkerRules(machine).choose(target.build()).orElseThrow();
    }

    private static LinkerDecision decision(Kind kind, String program, String reason) {
        return new LinkerDecision(kind, program, reason);
    }

    @Test
    void rule1TheLinkerOfThePomWinsOverAll() {
        assertThat(chosen(full(), ATarget.of(MUSL).linker("my-ld").engine(Engine.ZIGBUILD)))
                .isEqualTo(decision(Kind.PROGRAM, Machine.BIN.resolve("my-ld").toString(), "1: <linker> in the POM"));
    }

    @Test
    void rule1RustLldOfThePomIsRustcsOwn() {
        ATarget target = ATarget.of(MUSL).linker("rust-lld");

        assertThat(chosen(full(), target)).isEqualTo(decision(Kind.RUST_LLD, "rust-lld", "1: <linker> in the POM"));
        assertThat(chosen(Machine.linux().with("rust-lld"), target))
                .as("where rustc brings none")
                .isEqualTo(
                        decision(Kind.PROGRAM, Machine.BIN.resolve("rust-lld").toString(), "1: <linker> in the POM"));
    }

    @Test
    void rule3IsRule7WhereTheHostHasNoCompilerAndZigMayServe() {
        assertThat(chosen(Machine.linux().zig().withoutHostLinker(), ATarget.of(GNU)))
                .isEqualTo(decision(Kind.ZIG, null, "7: zig, since the host has no cc"));
        assertThat(chosen(Machine.linux().withoutHostLinker(), ATarget.of(GNU)))
                .isEqualTo(decision(Kind.NATIVE, null, "3: the host's own triple"));
    }

    @Test
    void rule1ZigbuildAsTheEngine() {
        assertThat(chosen(full(), ATarget.of(MUSL).engine(Engine.ZIGBUILD)))
                .isEqualTo(decision(Kind.ZIG, null, "1: <engine> in the POM"));
        assertThat(chosen(full(), ATarget.of(GNU).engine(Engine.ZIGBUILD)).isZig())
                .as("for the host's own triple, too")
                .isTrue();
    }

    @Test
    void rule1CargoAsTheEngineLeavesAllToTheUser() {
        assertThat(chosen(full(), ATarget.of(MUSL).engine(Engine.CARGO)))
                .isEqualTo(decision(Kind.USER, "user-ld", "2: /home/me/.cargo/config.toml:3"));
        assertThat(chosen(Machine.linux().zig(), ATarget.of(MUSL).engine(Engine.CARGO)))
                .isEqualTo(decision(Kind.NATIVE, null, "1: <engine>cargo</engine> in the POM: cargo's own default"));
    }

    @ParameterizedTest
    @CsvSource({
        "aarch64-unknown-linux-gnu, '', false",
        "aarch64-unknown-linux-musl, '', false",
        "x86_64-apple-darwin, '', false",
        "aarch64-unknown-linux-gnu, -Clinker=my-ld, true",
        "aarch64-unknown-linux-gnu, -Clinker-flavor=gnu-lld, true",
        "x86_64-unknown-linux-musl, '', true",
        "i686-unknown-linux-gnu, '', true",
        "x86_64-pc-windows-gnu, '', true",
        "thumbv7em-none-eabi, '', true",
        "wasm32-wasip1, '', true",
    })
    void cargoAsTheEngineIsRefusedWhereItsDefaultIsSureToFail(String triple, String flag, boolean linked) {
        Machine machine = Machine.linux().zig().rustflags(flag.isEmpty() ? new String[0] : new String[] {flag});

        assertThat(new LinkerRules(machine)
                        .choose(ATarget.of(triple).engine(Engine.CARGO).build())
                        .isPresent())
                .isEqualTo(linked);
    }

    @Test
    void appleLinksForApple() {
        assertThat(chosen(Machine.macos(), ATarget.of("x86_64-apple-darwin").engine(Engine.CARGO)))
                .isEqualTo(decision(Kind.NATIVE, null, "1: <engine>cargo</engine> in the POM: cargo's own default"));
    }

    @ParameterizedTest
    @EnumSource
    void aGlibcFloorNeedsZigWhateverTheCommonEngine(Engine common) {
        assertThat(chosen(full(), ATarget.of(GNU).glibc("2.17").engine(common)))
                .isEqualTo(decision(Kind.ZIG, null, "7: a <glibc> floor needs zig"));
    }

    @Test
    void zigForAllIsForThoseThatItServes() {
        Machine machine = Machine.linux().zig().xwin();

        assertThat(chosen(machine, ATarget.of(MSVC).engine(Engine.ZIGBUILD)))
                .isEqualTo(decision(Kind.XWIN, null, "8: cargo-xwin for MSVC"));
        assertThat(chosen(machine, ATarget.of("wasm32-wasip1").engine(Engine.ZIGBUILD)))
                .isEqualTo(decision(Kind.NATIVE, null, "3: rustc links WebAssembly itself"));
        assertThat(chosen(machine, ATarget.of(MUSL).engine(Engine.ZIGBUILD)))
                .isEqualTo(decision(Kind.ZIG, null, "1: <engine> in the POM"));
    }

    @Test
    void rule1XwinAsTheEngineIsForMsvcAlone() {
        Machine machine = Machine.linux().zig().xwin();

        assertThat(chosen(machine, ATarget.of(MSVC).engine(Engine.XWIN)))
                .isEqualTo(decision(Kind.XWIN, null, "1: <engine> in the POM"));
        assertThat(chosen(machine, ATarget.of(MUSL).engine(Engine.XWIN)))
                .isEqualTo(decision(Kind.ZIG, null, "7: zig through cargo-zigbuild"));
        assertThat(new LinkerRules(Machine.linux().zig())
                        .choose(ATarget.of(MSVC).engine(Engine.XWIN).build()))
                .isEmpty();
    }

    @Test
    void rule8CargoXwinServesMsvcOffWindows() {
        assertThat(chosen(Machine.linux().zig().xwin().cross(), ATarget.of(MSVC)))
                .isEqualTo(decision(Kind.XWIN, null, "8: cargo-xwin for MSVC"));
    }

    @Test
    void zigAskedForAndNotToBeHadIsNoLinker() {
        Machine machine = Machine.linux().userLinker("user-ld", "CARGO_TARGET_X_LINKER");

        assertThat(new LinkerRules(machine).choose(ATarget.of(GNU).glibc("2.17").build()))
                .isEmpty();
        assertThat(new LinkerRules(machine)
                        .choose(ATarget.of(GNU).engine(Engine.ZIGBUILD).build()))
                .isEmpty();
    }

    @Test
    void rule2TheUsersOwnConfiguration() {
        assertThat(chosen(full(), ATarget.of(MUSL)))
                .isEqualTo(decision(Kind.USER, "user-ld", "2: /home/me/.cargo/config.toml:3"));
    }

    @Test
    void rule3TheHostIsNative() {
        assertThat(chosen(Machine.linux().with("x86_64-linux-gnu-gcc").zig(), ATarget.of(GNU)))
                .isEqualTo(decision(Kind.NATIVE, null, "3: the host's own triple"));
        assertThat(chosen(Machine.macos(), ATarget.of(MAC)).reason()).isEqualTo("3: the host's own triple");
        assertThat(chosen(Machine.windows(), ATarget.of(MSVC)).reason()).isEqualTo("3: the host's own triple");
        assertThat(chosen(Machine.linux(), ATarget.of("wasm32-wasip1")))
                .isEqualTo(decision(Kind.NATIVE, null, "3: rustc links WebAssembly itself"));
    }

    @Test
    void rule4AppleClangServesBothArchitecturesOnAMac() {
        assertThat(chosen(Machine.macos().zig(), ATarget.of("x86_64-apple-darwin")))
                .isEqualTo(decision(Kind.NATIVE, null, "4: Apple's clang"));
        assertThat(chosen(Machine.linux().zig(), ATarget.of(MAC)).isZig()).isTrue();
    }

    @Test
    void rule4MsvcServesEveryArchitectureOnWindows() {
        assertThat(chosen(Machine.windows().zig(), ATarget.of("aarch64-pc-windows-msvc")))
                .isEqualTo(decision(Kind.NATIVE, null, "4: MSVC, which rustc finds itself"));
        assertThat(chosen(Machine.windows().zig(), ATarget.of(MINGW)).isZig()).isTrue();
    }

    @Test
    void rule5TheCrossCompilerOnPath() {
        assertThat(chosen(Machine.linux().with("aarch64-linux-gnu-gcc").zig(), ATarget.of(ARM_GNU)))
                .isEqualTo(decision(
                        Kind.PROGRAM,
                        Machine.BIN.resolve("aarch64-linux-gnu-gcc").toString(),
                        "5: the cross compiler on PATH"));
        assertThat(chosen(Machine.linux().with("musl-gcc").rustLld().pureRust().zig(), ATarget.of(MUSL))
                        .summary())
                .isEqualTo(Machine.BIN.resolve("musl-gcc").toString());
    }

    @Test
    void rule5NotMuslGccWhereTheRuntimeIsShared() {
        ATarget shared = ATarget.of(MUSL).rustflags("-Ctarget-feature=-crt-static");

        assertThat(chosen(Machine.linux().with("musl-gcc").zig(), shared).isZig())
                .isTrue();
        assertThat(chosen(
                                Machine.linux()
                                        .with("musl-gcc", "x86_64-linux-musl-gcc")
                                        .zig(),
                                shared)
                        .summary())
                .isEqualTo(Machine.BIN.resolve("x86_64-linux-musl-gcc").toString());
    }

    @ParameterizedTest
    @CsvSource({
        MUSL + ", true,  true,  RUST_LLD",
        MUSL + ", true,  false, ZIG",
        MUSL + ", false, true,  ZIG",
        ARM_GNU + ", true, true, ZIG",
    })
    void rule6RustLldForMuslWithoutC(String triple, boolean installed, boolean pure, Kind kind) {
        Machine machine = Machine.linux().zig();
        if (installed) {
            machine.rustLld();
        }
        if (pure) {
            machine.pureRust();
        }

        assertThat(chosen(machine, ATarget.of(triple)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "-g, RUST_LLD",
        "-Ctarget-feature=+sse3, RUST_LLD",
        "-Ctarget-feature=-crt-static -Ctarget-feature=+crt-static, RUST_LLD",
        "-Ctarget-feature=-crt-static, ZIG",
        "-C target-feature=-crt-static, ZIG",
        "'-g -Ctarget-feature=+sse3,-crt-static', ZIG",
        "--codegen=target-feature=-crt-static, ZIG",
        "--codegen target-feature=-crt-static, ZIG",
    })
    void rule6OnlyWithTheStaticRuntime(String rustflags, Kind kind) {
        Machine machine = Machine.linux().rustLld().pureRust().zig();
        String[] flags = rustflags.split(" ", -1);

        assertThat(chosen(machine, ATarget.of(MUSL).rustflags(flags)).kind()).isEqualTo(kind);
        assertThat(chosen(machine.rustflags(flags), ATarget.of(MUSL)).kind())
                .as("in the user's own configuration")
                .isEqualTo(kind);
    }

    @Test
    void rule6NotWhereTheRuntimeIsSharedByDefault() {
        assertThat(chosen(Machine.linux().rustLld().pureRust().zig(), ATarget.of("powerpc-unknown-linux-musl"))
                        .kind())
                .isEqualTo(Kind.ZIG);
    }

    @Test
    void rule6NotForAStandardLibraryFromSourceWhichBringsNoMusl() {
        Machine machine = Machine.linux().rustLld().pureRust().zig().buildsStdOf(MUSL);

        assertThat(chosen(machine, ATarget.of(MUSL)).kind()).isEqualTo(Kind.ZIG);
    }

    @Test
    void rule6NamesItself() {
        assertThat(chosen(Machine.windows().rustLld().pureRust(), ATarget.of(MUSL)))
                .isEqualTo(decision(Kind.RUST_LLD, "rust-lld", "6: musl without C code links with rust-lld"));
    }

    @ParameterizedTest
    @CsvSource({
        MUSL + ", true",
        ARM_GNU + ", true",
        MAC + ", true",
        MINGW + ", true",
        "aarch64-pc-windows-gnullvm, true",
        MSVC + ", false",
        "x86_64-unknown-freebsd, false",
        "aarch64-linux-android, false",
        "aarch64-unknown-linux-ohos, false",
    })
    void rule7ZigServesWhereItBringsTheCLibrary(String triple, boolean served) {
        var rules = new LinkerRules(Machine.linux().zig());

        assertThat(rules.choose(ATarget.of(triple).build())
                        .map(LinkerDecision::reason)
                        .orElse("none"))
                .isEqualTo(served ? "7: zig through cargo-zigbuild" : "none");
    }

    @Test
    void rule1CrossAsTheEngine() {
        assertThat(chosen(full().cross(), ATarget.of(MUSL).engine(Engine.CROSS)))
                .isEqualTo(decision(Kind.CROSS, null, "1: <engine> in the POM"));
        assertThat(chosen(full().cross(), ATarget.of(MAC).engine(Engine.CROSS)).kind())
                .as("with an image of the user's own")
                .isEqualTo(Kind.CROSS);
        assertThat(new LinkerRules(full())
                        .choose(ATarget.of(MUSL).engine(Engine.CROSS).build()))
                .as("without cross")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        MUSL + ", '9: cross, in a container'",
        "x86_64-unknown-freebsd, '9: cross, in a container'",
        "aarch64-linux-android, '9: cross, in a container'",
        MINGW + ", '9: cross, in a container'",
        MSVC + ", none",
        MAC + ", none",
        "aarch64-apple-ios, none",
    })
    void rule9CrossServesWhatItMayHaveAnImageFor(String triple, String reason) {
        assertThat(new LinkerRules(Machine.linux().cross())
                        .choose(ATarget.of(triple).build())
                        .map(LinkerDecision::reason)
                        .orElse("none"))
                .isEqualTo(reason);
        assertThat(chosen(full().cross(), ATarget.of(MUSL)).kind())
                .as("last of all rules")
                .isNotEqualTo(Kind.CROSS);
    }

    @ParameterizedTest
    @CsvSource({"LINUX, " + MUSL, "MACOS, " + ARM_GNU, "WINDOWS, " + MINGW, "LINUX, " + MAC})
    void noRuleAppliesOnABareMachine(OperatingSystem system, String triple) {
        Machine machine =
                switch (system) {
                    case MACOS -> Machine.macos();
                    case WINDOWS -> Machine.windows();
                    default -> Machine.linux();
                };

        assertThat(new LinkerRules(machine).choose(ATarget.of(triple).build())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            x86_64-unknown-linux-musl,      x86_64-linux-musl-gcc x86_64-unknown-linux-musl-gcc musl-gcc
            aarch64-unknown-linux-musl,     aarch64-linux-musl-gcc aarch64-unknown-linux-musl-gcc
            armv7-unknown-linux-musleabihf, arm-linux-musleabihf-gcc arm-unknown-linux-musleabihf-gcc
            aarch64-unknown-linux-gnu,      aarch64-linux-gnu-gcc aarch64-unknown-linux-gnu-gcc
            armv7-unknown-linux-gnueabihf,  arm-linux-gnueabihf-gcc arm-unknown-linux-gnueabihf-gcc
            armv5te-unknown-linux-gnueabi,  arm-linux-gnueabi-gcc arm-unknown-linux-gnueabi-gcc
            riscv64gc-unknown-linux-gnu,    riscv64-linux-gnu-gcc riscv64-unknown-linux-gnu-gcc
            i586-unknown-linux-gnu,         i686-linux-gnu-gcc i686-unknown-linux-gnu-gcc
            x86_64-pc-windows-gnu,          x86_64-w64-mingw32-gcc
            i686-pc-windows-gnu,            i686-w64-mingw32-gcc
            x86_64-pc-windows-gnullvm,      ''
            x86_64-pc-windows-msvc,         ''
            x86_64-apple-darwin,            ''
            aarch64-linux-android,          ''
            """)
    void usualNamesOfCrossCompilers(String triple, String names) {
        List<String> compilers = LinkerRules.crossCompilers(
                new TargetTriple(triple), Machine.linux().hostTriple());

        assertThat(String.join(" ", compilers)).isEqualTo(names);
    }

    @Test
    void muslGccIsALinuxHostsOwn() {
        assertThat(LinkerRules.crossCompilers(
                        new TargetTriple("aarch64-unknown-linux-musl"),
                        Machine.macos().hostTriple()))
                .doesNotContain("musl-gcc");
    }
}
