package dev.rustcross.macho;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs an LLVM tool, the oracle of these tests. */
public final class Llvm {

    private Llvm() {}

    /** Returns what the tool prints; fails when the tool does. */
    public static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + output);
        }
        return output;
    }
}
