package dev.rustcross.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.binary.ElfImage.Linkage;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.VersionNeed;
import dev.rustcross.cargo.RustFlags;
import dev.rustcross.check.Expectations.MinimumMacOs;
import dev.rustcross.check.Finding.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

    private static final String MUSL = "x86_64-unknown-linux-musl";
    private static final String GNU = "x86_64-unknown-linux-gnu";
    private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";

    @Test
    void aProgramWithTheRuntimeInsideIsStatic() {
        Expectations wanted = Images.expected(MUSL, true, null, null, Strip.UNKNOWN, List.of(), false);

        assertThat(Rules.check(Images.elf(Linkage.STATIC, null, List.of()), wanted))
                .isEmpty();
        assertThat(Rules.check(Images.elf(Linkage.STATIC_PIE, null, List.of()), wanted))
                .isEmpty();
        assertThat(Rules.check(Images.elf(Linkage.DYNAMIC, "/lib/ld-musl-x86_64.so.1", List.of("libc.so")), wanted))
                .containsExactly(Finding.failure(
                        "linkage",
                        "dynamic, with the interpreter /lib/ld-musl-x86_64.so.1, needs libc.so",
                        "static, without interpreter and libraries: x86_64-unknown-linux-musl is built with the C runtime"
                                + " inside (+crt-static)",
                        "remove what makes the linker link dynamically (-dynamic or -lNAME in the flags, a build script that"
                                + " names a shared library); or, if it is meant, write in <targets><target>[1]"
                                + " <rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>."));
    }

    @Test
    void aProgramWithTheRuntimeOutsideMayBeEither() {
        Expectations wanted = Images.expected(MUSL);

        assertThat(Rules.check(Images.elf(Linkage.STATIC, null, List.of()), wanted))
                .isEmpty();
        assertThat(Rules.check(Images.elf(Linkage.DYNAMIC, "/lib/ld-musl-x86_64.so.1", List.of("libc.so")), wanted))
                .isEmpty();
    }

    private static ElfImage needing(VersionNeed... needs) {
        return Images.elf(Linkage.DYNAMIC, LOADER, List.of("libc.so.6"), needs);
    }

    @Test
    void aNewerGlibcIsToldWithItsSymbols() {
        ElfImage image = needing(
                new VersionNeed("libc.so.6", "GLIBC_2.2.5", List.of("puts")),
                new VersionNeed("libc.so.6", "GLIBC_2.9", List.of("pipe2")),
                new VersionNeed("libm.so.6", "GLIBC_2.29", List.of("pow", "exp")),
                new VersionNeed("libc.so.6", "GLIBC_2.34", List.of("dlsym", "__libc_start_main")),
                new VersionNeed("libstdc++.so.6", "GLIBCXX_3.4.30", List.of("_ZSt3foo")));

        assertThat(Rules.check(image, Images.expected(GNU, false, "2.17", null, Strip.UNKNOWN, List.of(), false)))
                .containsExactly(Finding.failure(
                        "glibc",
                        "GLIBC_2.34 for __libc_start_main, dlsym; GLIBC_2.29 for exp, pow",
                        "glibc 2.17 or older, by <glibc>",
                        "let zig link it and compile its C code (no -Clinker in the flags, no <cc> of its own), or write in"
                                + " <targets><target>[1] <glibc>2.34</glibc>."));
        assertThat(Rules.check(image, Images.expected(GNU, false, "2.34", null, Strip.UNKNOWN, List.of(), false)))
                .isEmpty();
        assertThat(Rules.check(image, Images.expected(GNU))).isEmpty();
    }

    @Test
    void manySymbolsAreCounted() {
        List<String> symbols =
                IntStream.range(10, 21).mapToObj(i -> "symbol" + i).toList();

        assertThat(GlibcRule.symbols(symbols))
                .isEqualTo(
                        " for symbol10, symbol11, symbol12, symbol13, symbol14, symbol15, symbol16, symbol17 and 3 more");
    }

    static Stream<Arguments> libraries() {
        return Stream.of(
                libraries(GNU, "", "", "libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2"),
                libraries(GNU, "", "libssl.so.3,libz.so.1", "libssl.so.3", "libc.so.6", "libz.so.1"),
                libraries(GNU, "libssl.so.*", "libz.so.1", "libssl.so.3", "libz.so.1"),
                libraries(GNU, "lib?.so.1", "", "libz.so.1"),
                // A dot is a dot.
                libraries(GNU, "libz.so.1", "libzxso.1", "libzxso.1"),
                libraries(MUSL, "", "libz.so.1", "libc.musl-x86_64.so.1", "libz.so.1"),
                libraries("x86_64-unknown-freebsd", "", "", "libeverything.so.1"));
    }

    private static Arguments libraries(String triple, String allowed, String found, String... needed) {
        return Arguments.of(
                triple,
                allowed.isEmpty() ? List.of() : List.of(allowed),
                found.isEmpty() ? List.of() : List.of("needs " + found.replace(",", ", ")),
                List.of(needed));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void librariesOfTheSystemAndAllowedOnes(
            String triple, List<String> allowed, List<String> found, List<String> needed) {
        Expectations wanted = Images.expected(triple, false, null, null, Strip.UNKNOWN, allowed, false);

        assertThat(Rules.check(Images.elf(Linkage.DYNAMIC, LOADER, needed), wanted))
                .extracting(Finding::found)
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64-pc-windows-gnu,  KERNEL32.dll,                        true",
        "x86_64-pc-windows-gnu,  api-ms-win-core-synch-l1-2-0.dll,    true",
        "x86_64-pc-windows-gnu,  libwinpthread-1.dll,                 false",
        "x86_64-pc-windows-gnu,  VCRUNTIME140.dll,                    false",
        "x86_64-pc-windows-msvc, VCRUNTIME140.dll,                    true",
        "x86_64-pc-windows-msvc, libcrypto-3-x64.dll,                 false",
    })
    void librariesOfWindows(String triple, String library, boolean known) {
        assertThat(Rules.check(Images.pe(library), Images.expected(triple)).isEmpty())
                .isEqualTo(known);
    }

    @Test
    void theStaticRuntimeOfVisualCNeedsNoOther() {
        Expectations wanted =
                Images.expected("x86_64-pc-windows-msvc", true, null, null, Strip.UNKNOWN, List.of(), false);

        assertThat(Rules.check(Images.pe("VCRUNTIME140.dll"), wanted)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/lib/libSystem.B.dylib,                                             true",
        "/System/Library/Frameworks/Security.framework/Versions/A/Security,      true",
        "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib,                         false",
        "@rpath/libanswer.dylib,                                                 false",
    })
    void librariesOfMacOs(String library, boolean known) {
        MachOImage image = Images.machO(Architecture.AARCH64, "11.0", Images.AD_HOC, library);

        assertThat(Rules.check(image, Images.expected("aarch64-apple-darwin")).isEmpty())
                .isEqualTo(known);
    }

    @Test
    void aSurpriseIsAWarningUnlessStrict() {
        ElfImage image = Images.elf(Linkage.DYNAMIC, LOADER, List.of("libssl.so.3", "libcrypto.so.3"));
        Expectations lenient = Images.expected(GNU, false, null, null, Strip.UNKNOWN, List.of(), false);
        Expectations strict = Images.expected(GNU, false, null, null, Strip.UNKNOWN, List.of("liba.so"), true);

        assertThat(Rules.check(image, lenient))
                .containsExactly(new Finding(
                        "libraries",
                        Severity.WARNING,
                        "needs libssl.so.3, libcrypto.so.3",
                        "no libraries but those of the system",
                        "link it statically, or, if every machine has it, write in the <configuration> <allowedLibraries>"
                                + "<allowedLibrary>libssl.so.3</allowedLibrary><allowedLibrary>libcrypto.so.3</allowedLibrary>"
                                + "</allowedLibraries>."));
        assertThat(Rules.check(image, strict)).singleElement().satisfies(finding -> {
            assertThat(finding.fails()).isTrue();
            assertThat(finding.wanted()).isEqualTo("no libraries but those of the system and <allowedLibraries>");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "aarch64, 11.0,  11.0,  true,  ''",
        "aarch64, 11.0,  10.12, true,  ''",
        "aarch64, 11,    11.0,  true,  ''",
        "aarch64, 12.0,  11.0,  true,  FAILURE",
        "aarch64, 12.0,  10.12, true,  FAILURE",
        "x86_64,  10.12, 10.12, true,  ''",
        "x86_64,  10.7,  10.12, true,  ''",
        "x86_64,  11.0,  10.12, true,  FAILURE",
        "x86_64,  15.0,  10.12, false, WARNING",
        "x86_64,  10.12.1, 10.12, true, FAILURE",
    })
    void noNewerMacOsThanTheMinimum(String architecture, String found, String wanted, boolean asked, String severity) {
        MachOImage image = Images.machO(
                architecture.equals("aarch64") ? Architecture.AARCH64 : Architecture.X86_64, found, Images.AD_HOC);
        Expectations expectations = Images.expected(
                architecture + "-apple-darwin",
                false,
                null,
                new MinimumMacOs(wanted, asked),
                Strip.UNKNOWN,
                List.of(),
                false);

        assertThat(Rules.check(image, expectations))
                .extracting(finding -> finding.severity().name())
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity));
    }

    @Test
    void saysWhichMacOsIsNeeded() {
        MachOImage image = Images.machO(Architecture.X86_64, "15.0", null);
        Expectations wanted = Images.expected(
                "x86_64-apple-darwin", false, null, new MinimumMacOs("10.12", true), Strip.UNKNOWN, List.of(), false);

        assertThat(Rules.check(image, wanted))
                .containsExactly(Finding.failure(
                        "macos-min",
                        "runs on macOS 15.0 and newer",
                        "macOS 10.12, by <macosMin>",
                        "unset what tells the linker another one (MACOSX_DEPLOYMENT_TARGET, -mmacosx-version-min), or write in"
                                + " <targets><target>[1] <macosMin>15.0</macosMin>."));
    }

    @Test
    void codeForArmIsSigned() {
        assertThat(Rules.check(
                        Images.machO(Architecture.AARCH64, "11.0", null), Images.expected("aarch64-apple-darwin")))
                .containsExactly(Finding.failure(
                        "signature",
                        "no code signature",
                        "a signature, at least an ad hoc one: macOS runs no arm64 code without",
                        "let zig or Apple's linker link it, or sign it: `rcodesign sign FILE`, `codesign -s - FILE`."));
        assertThat(Rules.check(
                        Images.machO(Architecture.X86_64, "10.12", null), Images.expected("x86_64-apple-darwin")))
                .isEmpty();
    }

    @Test
    void aUniversalFileHasBothSlicesSignedAlike() {
        BinaryImage arm = Images.machO(Architecture.AARCH64, "11.0", Images.AD_HOC);
        BinaryImage intel = Images.machO(Architecture.X86_64, "10.12", null);
        BinaryImage certified = Images.machO(Architecture.AARCH64, "11.0", Images.CERTIFIED);

        assertThat(UniversalRule.check(List.of(intel, arm))).isEmpty();
        assertThat(UniversalRule.check(List.of(intel)))
                .containsExactly(Finding.failure(
                        "universal",
                        "a file for x86_64",
                        "one slice each for x86_64 and aarch64",
                        "`mvn clean package` fuses it anew."));
        assertThat(UniversalRule.check(List.of(arm, arm))).hasSize(1);
        assertThat(UniversalRule.check(List.of(intel, certified)))
                .containsExactly(Finding.failure(
                        "universal",
                        "x86_64 not signed by a certificate, aarch64 signed by a certificate",
                        "all slices signed by a certificate, or none",
                        "sign neither half or both before they are fused, or the universal file: `mvn clean package` fuses it"
                                + " anew."));
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN,    false, true,  ''",
        "NONE,       false, true,  ''",
        "NONE,       true,  false, 'no symbol table'",
        "DEBUG_INFO, false, false, ''",
        "DEBUG_INFO, false, true,  'debug information'",
        "SYMBOLS,    true,  false, ''",
        "SYMBOLS,    false, false, 'a symbol table'",
        "SYMBOLS,    false, true,  'debug information'",
    })
    void symbolsAreAsTheProfileSays(Strip strip, boolean stripped, boolean debugInfo, String found) {
        Expectations wanted = Images.expected(MUSL, false, null, null, strip, List.of(), false);

        assertThat(Rules.check(Images.elf(stripped, debugInfo), wanted))
                .extracting(Finding::found)
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
    }

    @Test
    void saysWhereStripIsSet() {
        Expectations gone = Images.expected(MUSL, false, null, null, Strip.SYMBOLS, List.of(), false);
        Expectations kept = Images.expected(MUSL, false, null, null, Strip.NONE, List.of(), false);

        assertThat(Rules.check(Images.elf(false, false), gone))
                .containsExactly(Finding.failure(
                        "strip",
                        "a symbol table",
                        "none: the profile has strip = \"symbols\"",
                        "let a linker that strips link it (`mvn rust-cross:targets` names the one that did), or see rustc's"
                                + " warnings about its strip program. If it is to stay, write strip = \"none\" in"
                                + " Cargo.toml, [profile.release]."));
        assertThat(Rules.check(Images.elf(true, false), kept))
                .containsExactly(Finding.failure(
                        "strip",
                        "no symbol table",
                        "one: the profile has strip = \"none\"",
                        "remove what strips it (-s or -Clink-arg=-Wl,-s in the flags, a linker that always does), or remove"
                                + " strip from Cargo.toml, [profile.release]."));
        // Symbols of Microsoft's linker lie in another file.
        assertThat(Rules.check(
                        Images.pe(),
                        Images.expected("x86_64-pc-windows-msvc", false, null, null, Strip.NONE, List.of(), false)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',        '',                                UNKNOWN",
        "true,      '',                                SYMBOLS",
        "symbols,   '',                                SYMBOLS",
        "debuginfo, '',                                DEBUG_INFO",
        "false,     '',                                NONE",
        "none,      '',                                NONE",
        "new-word,  '',                                UNKNOWN",
        "symbols,   -Cstrip=none,                      NONE",
        "'',        -C strip=debuginfo -Cstrip=symbols, SYMBOLS",
        "none,      '-Clink-arg=-Wl,-s',                UNKNOWN",
        "none,      -Clink-args=-s,                    UNKNOWN",
        "none,      -Clink-arg=-static,                NONE",
        "symbols,   '-Clink-arg=-Wl,-s',                SYMBOLS",
    })
    void flagsGoBeforeTheProfile(String profile, String flags, Strip strip) {
        var given = new RustFlags(Arrays.asList(flags.split(" ", -1)));

        assertThat(Strip.of(profile.isEmpty() ? Optional.empty() : Optional.of(profile), given))
                .isEqualTo(strip);
    }

    @ParameterizedTest
    @CsvSource({"999, 1000, ''", "1000, 1000, ''", "1001, 1000, '2 kB (1001 bytes)'", "1001, , ''"})
    void noLargerThanTheLimit(long size, @Nullable Long limit, String found) {
        assertThat(SizeRule.check(size, Images.limited(limit, false)))
                .extracting(Finding::found)
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
    }

    @Test
    void saysHowToBecomeSmaller() {
        assertThat(SizeRule.check(5_242_881, Images.limited(5L << 20, true)))
                .extracting(Finding::fix)
                .containsExactly("make it smaller (fewer features and dependencies), or raise <maxSize>.");
        assertThat(SizeRule.check(5_242_881, Images.limited(5L << 20, false)))
                .containsExactly(Finding.failure(
                        "size",
                        "5.2 MB (5242881 bytes)",
                        "at most 5.2 MB (5242880 bytes), by <maxSize>",
                        "make it smaller (<sizeProfile>true</sizeProfile>, fewer features and dependencies), or raise"
                                + " <maxSize>."));
    }
}
