package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RustFlagsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '→', emptyValue = "", textBlock = """
            -g                                          → ''
            -Ctarget-cpu=haswell                        → haswell
            -C target-cpu=haswell                       → haswell
            --codegen=target-cpu=haswell                → haswell
            --codegen target-cpu=haswell                → haswell
            -Ctarget_cpu=haswell                        → haswell
            -Ctarget-cpu=native -g -C target-cpu=x86-64 → native x86-64
            --cfg target-cpu=haswell                    → ''
            -Ctarget-feature=+sse3 -Copt-level=2        → ''
            -C link-arg=-Ctarget-cpu=haswell            → ''
            """)
    void valuesOfACodegenOption(String flags, String values) {
        assertThat(new RustFlags(List.of(flags.split(" ", -1))).codegen("target-cpu"))
                .isEqualTo(values.isEmpty() ? List.of() : List.of(values.split(" ", -1)));
    }
}
