package dev.rustcross.binary;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rustcross.testing.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureOfTripleTest {

    /** Machines without executables of their own system that are packed as ELF, PE or Mach-O files. */
    private static final Set<String> NOT_READ =
            Set.of("amdgpu", "avr", "bpf", "msp430", "nvptx64", "spirv", "wasm32", "wasm64", "xtensa");

    @Test
    @RequiresTool("rustc")
    void agreesWithRustcOnAllItsTargets() throws Exception {
        // Printing the targets' specifications is unstable; the variable lets a stable compiler do it.
        ProcessBuilder builder = new ProcessBuilder("rustc", "-Zunstable-options", "--print", "all-target-specs-json");
        builder.environment().put("RUSTC_BOOTSTRAP", "1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        JsonObject specifications = JsonParser.parseString(json).getAsJsonObject();

        Set<Architecture> seen = new HashSet<>();
        specifications.asMap().forEach((triple, specification) -> {
            String expected = specification.getAsJsonObject().get("arch").getAsString();
            Architecture.ofTriple(triple).ifPresent(seen::add);
            assertThat(Architecture.ofTriple(triple).map(Architecture::toString))
                    .as(triple)
                    .isEqualTo(NOT_READ.contains(expected) ? Optional.empty() : Optional.of(expected));
        });

        assertThat(seen).containsExactlyInAnyOrderElementsOf(Arrays.asList(Architecture.values()));
    }
}
