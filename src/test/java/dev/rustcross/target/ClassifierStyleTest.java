package dev.rustcross.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierStyleTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            x86_64-unknown-linux-musl,      linux-amd64,     linux-x86_64
            x86_64-unknown-linux-gnu,       linux-amd64,     linux-x86_64
            aarch64-unknown-linux-gnu,      linux-arm64,     linux-aarch_64
            i686-unknown-linux-gnu,         linux-386,       linux-x86_32
            i586-unknown-linux-gnu,         linux-386,       linux-x86_32
            arm-unknown-linux-gnueabihf,    linux-armv6,     linux-arm_32
            armv7-unknown-linux-gnueabihf,  linux-armv7,     linux-arm_32
            riscv64gc-unknown-linux-gnu,    linux-riscv64,   linux-riscv64
            powerpc64le-unknown-linux-gnu,  linux-ppc64le,   linux-ppcle_64
            powerpc64-unknown-linux-gnu,    linux-ppc64,     linux-ppc_64
            s390x-unknown-linux-gnu,        linux-s390x,     linux-s390_64
            loongarch64-unknown-linux-gnu,  linux-loong64,   linux-loongarch_64
            mipsel-unknown-linux-musl,      linux-mipsle,    linux-mipsel
            aarch64-linux-android,          android-arm64,   android-aarch_64
            armv7-linux-androideabi,        android-armv7,   android-arm_32
            x86_64-apple-darwin,            darwin-amd64,    osx-x86_64
            aarch64-apple-darwin,           darwin-arm64,    osx-aarch_64
            aarch64-apple-ios,              ios-arm64,       ios-aarch_64
            x86_64-pc-windows-gnu,          windows-amd64,   windows-x86_64
            x86_64-pc-windows-msvc,         windows-amd64,   windows-x86_64
            i686-pc-windows-msvc,           windows-386,     windows-x86_32
            aarch64-pc-windows-msvc,        windows-arm64,   windows-aarch_64
            x86_64-unknown-freebsd,         freebsd-amd64,   freebsd-x86_64
            sparc64-unknown-netbsd,         netbsd-sparc64,  netbsd-sparc_64
            wasm32-wasip1,                  wasip1-wasm32,   wasip1-wasm32
            """)
    void namesATarget(String name, String go, String osMaven) {
        var triple = new TargetTriple(name);

        assertThat(ClassifierStyle.GO.classifier(triple)).isEqualTo(go);
        assertThat(ClassifierStyle.OS_MAVEN.classifier(triple)).isEqualTo(osMaven);
        assertThat(ClassifierStyle.TRIPLE.classifier(triple)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"GO, darwin-universal", "OS_MAVEN, osx-universal", "TRIPLE, universal2-apple-darwin"})
    void namesTheUniversalBinary(ClassifierStyle style, String classifier) {
        assertThat(style.universalMacOs()).isEqualTo(classifier);
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsItIsWritten(ClassifierStyle style) {
        assertThat(ClassifierStyle.parse(style.value())).contains(style);
    }

    @Test
    void anyOtherNameIsNone() {
        assertThat(ClassifierStyle.parse("GO")).isEmpty();
    }
}
