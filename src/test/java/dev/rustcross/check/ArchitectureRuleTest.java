package dev.rustcross.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.binary.Architecture;
import dev.rustcross.target.TargetTriple;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureRuleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x86_64-unknown-linux-musl        | ELF, 64-bit little-endian x86_64
            x86_64-unknown-linux-gnux32      | ELF, 32-bit little-endian x86_64
            i686-unknown-linux-gnu           | ELF, 32-bit little-endian x86
            aarch64-unknown-linux-gnu        | ELF, 64-bit little-endian aarch64
            aarch64_be-unknown-linux-gnu     | ELF, 64-bit big-endian aarch64
            aarch64-unknown-linux-gnu_ilp32  | ELF, 32-bit little-endian aarch64
            armv7-unknown-linux-gnueabihf    | ELF, 32-bit little-endian arm, hard-float
            arm-unknown-linux-musleabi       | ELF, 32-bit little-endian arm, soft-float
            armv7-linux-androideabi          | ELF, 32-bit little-endian arm
            armeb-unknown-linux-gnueabi      | ELF, 32-bit big-endian arm, soft-float
            riscv64gc-unknown-linux-gnu      | ELF, 64-bit little-endian riscv64, hard-float
            riscv32imac-unknown-none-elf     | ELF, 32-bit little-endian riscv32, soft-float
            mips-unknown-linux-gnu           | ELF, 32-bit big-endian mips
            mipsisa64r6el-unknown-linux-gnuabi64 | ELF, 64-bit little-endian mips64r6
            powerpc64-unknown-linux-gnu      | ELF, 64-bit big-endian powerpc64
            powerpc64le-unknown-linux-gnu    | ELF, 64-bit little-endian powerpc64
            s390x-unknown-linux-gnu          | ELF, 64-bit big-endian s390x
            loongarch64-unknown-linux-gnu    | ELF, 64-bit little-endian loongarch64
            x86_64-apple-darwin              | Mach-O, 64-bit little-endian x86_64
            aarch64-apple-ios                | Mach-O, 64-bit little-endian aarch64
            x86_64-pc-windows-gnu            | PE, 64-bit little-endian x86_64
            i686-pc-windows-msvc             | PE, 32-bit little-endian x86
            aarch64-unknown-uefi             | PE, 64-bit little-endian aarch64
            """)
    void aTripleIsAMachine(String triple, String machine) {
        assertThat(Machine.of(new TargetTriple(triple))).hasToString("Optional[" + machine + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm32-wasip1", "nvptx64-nvidia-cuda", "bpfel-unknown-none"})
    void otherFilesAreNotRead(String triple) {
        assertThat(ArchitectureRule.knows(new TargetTriple(triple))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64-unknown-linux-gnu,       X86_64,   64, 0,     ''",
        "x86_64-unknown-linux-gnux32,    X86_64,   64, 0,     'ELF, 64-bit little-endian x86_64'",
        "aarch64-unknown-linux-gnu,      X86_64,   64, 0,     'ELF, 64-bit little-endian x86_64'",
        "x86_64-apple-darwin,            X86_64,   64, 0,     'ELF, 64-bit little-endian x86_64'",
        "armv7-unknown-linux-gnueabihf,  ARM,      32, 0x5000400, ''",
        "armv7-unknown-linux-gnueabihf,  ARM,      32, 0x5000000, ''",
        "armv7-unknown-linux-gnueabihf,  ARM,      32, 0x5000200, 'ELF, 32-bit little-endian arm, soft-float'",
        "armv7-unknown-linux-gnueabi,    ARM,      32, 0x5000400, 'ELF, 32-bit little-endian arm, hard-float'",
        "riscv64gc-unknown-linux-gnu,    RISCV64,  64, 0x5,   ''",
        "riscv64gc-unknown-linux-gnu,    RISCV64,  64, 0x1,   'ELF, 64-bit little-endian riscv64, soft-float'",
    })
    void anImageIsForThatMachine(String triple, Architecture architecture, int bits, String flags, String found) {
        var image = Images.elf(architecture, bits, ByteOrder.LITTLE_ENDIAN, Integer.decode(flags));

        assertThat(Rules.check(image, Images.expected(triple)))
                .extracting(Finding::found)
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
    }

    @Test
    void saysWhatToDo() {
        var image = Images.elf(Architecture.AARCH64, 64, ByteOrder.LITTLE_ENDIAN, 0);

        assertThat(Rules.check(image, Images.expected("x86_64-unknown-linux-musl")))
                .containsExactly(Finding.failure(
                        "architecture",
                        "ELF, 64-bit little-endian aarch64",
                        "ELF, 64-bit little-endian x86_64",
                        "something else has replaced the file since cargo wrote it, or a linker of another machine has linked"
                                + " it: `mvn clean package`, and see which <linker> `mvn rust-cross:targets` shows."));
    }
}
