package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes musl's own {@code musl-gcc} link what rustc asks it for.
 *
 * <p>{@code musl-gcc} is a script that runs the host's GCC with a specs file, in which {@code -static-pie}, rustc's usual kind of program
 * for musl, does not occur: the option is dropped, and a program comes out that asks for an interpreter and crashes. A script of ours says the same
 * in options that the specs file knows (GCC's own specs for {@code -static-pie}: static, {@code -pie --no-dynamic-linker -z text}).
 */
public final class MuslGccWrapper {

    private static final int SCRIPT_LIMIT = 4096;

    private MuslGccWrapper() {}

    /** Returns whether the program is such a script, and not a compiler made for musl. */
    public static boolean isNeededFor(Path program) {
        try (InputStream file = Files.newInputStream(program)) {
            String start = new String(file.readNBytes(SCRIPT_LIMIT), StandardCharsets.ISO_8859_1);
            return start.startsWith("#!") && start.contains("musl-gcc.specs");
        } catch (IOException e) {
            throw BuildIoException.cannot("read", program, e);
        }
    }

    /**
     * Writes the script into a folder and returns it; its name changes with its content, since Cargo links anew for a new
     * linker path alone.
     *
     * @throws BuildIoException when it cannot be written
     */
    public static Path write(Path folder, Path program) {
        String script = """
                #!/bin/sh
                # musl-gcc does not know -static-pie, and would link a dynamic program.
                for argument do
                  shift
                  case $argument in
                    -static-pie) set -- "$@" -static -Wl,-pie,--no-dynamic-linker,-z,text ;;
                    *) set -- "$@" "$argument" ;;
                  esac
                done
                exec '%s' "$@"
                """.formatted(program.toString().replace("'", "'\\''"));
        Path file = folder.resolve("musl-gcc-" + Digest.sha256(script).substring(0, 16) + ".sh");
        try {
            if (!Files.isExecutable(file)) {
                AtomicFile.replace(file, temporary -> {
                    Files.writeString(temporary, script);
                    if (!temporary.toFile().setExecutable(true)) {
                        throw new IOException("cannot make it executable");
                    }
                });
            }
            return file;
        } catch (IOException e) {
            throw BuildIoException.cannotInOutput("write", file, e);
        }
    }
}
