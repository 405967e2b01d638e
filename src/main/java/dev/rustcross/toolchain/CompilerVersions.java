package dev.rustcross.toolchain;

import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.Digest;
import dev.rustcross.file.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What compilers said of their version, kept in the tool cache for as long as the compiler's file stays as it is: what Cargo itself does
 * in its {@code .rustc_info.json}. A cache that cannot be read or written costs a call of the compiler, and nothing else.
 */
final class CompilerVersions {

    private final Path folder;

    CompilerVersions(ToolCache cache) {
        this.folder = cache.directory().resolve("rustc");
    }

    /**
     * Returns what the compiler in a folder says of its version, asked where that is not known.
     *
     * @param question asks the compiler
     */
    List<String> of(Path bin, Supplier<List<String>> question) {
        Path compiler = bin.resolve("rustc");
        if (!Files.isRegularFile(compiler)) {
            compiler = bin.resolve("rustc.exe");
            if (!Files.isRegularFile(compiler)) {
                return question.get();
            }
        }
        String state = compiler + ": " + FileState.describe(compiler);
        Path file = folder.resolve(Digest.sha256(compiler.toString()) + ".txt");
        List<String> kept = read(file);
        if (kept.size() > 1 && kept.get(0).equals(state)) {
            return kept.subList(1, kept.size());
        }
        List<String> answer = question.get();
        try {
            AtomicFile.writeString(file, state + "\n" + String.join("\n", answer) + "\n");
        } catch (IOException unwritable) {
            return answer;
        }
        return answer;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException absent) {
            return List.of();
        }
    }
}
