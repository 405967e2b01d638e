package dev.rustcross.it.harness;

import dev.rustcross.testing.RequiresToolCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs Windows programs. */
public final class Wine {

    private static final Path DEBIAN = Path.of("/usr/lib/wine/wine64");

    private final Path program;

    private Wine(Path program) {
        this.program = program;
    }

    /** Returns wine; without it the test is skipped by name, and fails in CI. */
    public static Wine required() {
        Optional<Path> program = Stream.concat(RequiresToolCondition.find("wine64").stream(), Stream.of(DEBIAN))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty() && System.getenv("CI") != null) {
            throw new IllegalStateException("wine64 is not installed, and required in CI");
        }
        Assumptions.assumeTrue(program.isPresent(), "wine64 is not installed");
        return new Wine(program.orElseThrow());
    }

    /** Returns the variables with which any wine runs programs of Rust, given a folder for what it lacks. */
    public Map<String, String> environment(Path folder) {
        folder.toFile().mkdirs();
        provideRandomNumbers(folder);
        return Map.of(
                "WINEPATH",
                folder.toString(),
                "WINEPREFIX",
                Workspace.winePrefix().toString());
    }

    /** Runs a console program and returns what it, and wine before it, printed on both streams. */
    public String run(Path executable, String... arguments) {
        provideRandomNumbers(executable.getParent());
        return Tool.run(
                executable.getParent(),
                Map.of("WINEDEBUG", "-all", "WINEPREFIX", Workspace.winePrefix().toString()),
                Stream.concat(Stream.of(program.toString(), executable.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** Rust's standard library takes random numbers from a library that Wine 8 lacks: put one beside the program. */
    private static void provideRandomNumbers(Path folder) {
        Path source = folder.resolve("bcryptprimitives.c");
        try {
            Files.writeString(source, """
                    #include <windows.h>
                    BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
                    __declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
                        return SystemFunction036(data, (ULONG) length);
                    }
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tool.run(
                folder,
                "x86_64-w64-mingw32-gcc",
                "-shared",
                "-o",
                "bcryptprimitives.dll",
                source.toString(),
                "-ladvapi32");
    }
}
