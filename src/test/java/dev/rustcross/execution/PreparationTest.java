package dev.rustcross.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.cargo.RustFlags;
import dev.rustcross.target.TargetTriple;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {

    private static final TargetTriple HOST = new TargetTriple("x86_64-unknown-linux-gnu");

    @ParameterizedTest
    @CsvSource({
        "-g, aarch64-unknown-linux-musl,",
        "-Ctarget-cpu=cortex-a72, aarch64-unknown-linux-musl, cortex-a72",
        "-Ctarget-cpu=native -Ctarget-cpu=cortex-a72, aarch64-unknown-linux-musl, cortex-a72",
        "-Ctarget-cpu=cortex-a72 -Ctarget-cpu=native, aarch64-unknown-linux-musl,",
        "-Ctarget-cpu=native, x86_64-unknown-linux-musl, native",
    })
    void codeInCIsForTheCpuOfTheCodeInRust(String flags, String triple, String cpu) {
        assertThat(Preparation.targetCpu(new RustFlags(List.of(flags.split(" ", -1))), new TargetTriple(triple), HOST))
                .isEqualTo(cpu);
    }
}
