package dev.rustcross.macho;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Mach-O files that others built: one of each architecture of a program and of a library. */
public final class RealImages {

    private static final Path PROGRAMS = Path.of("target", "mach-o");

    private RealImages() {}

    /** Returns protoc for x86_64 and arm64, signed with a certificate; the build brings both. */
    public static List<Path> program() {
        return List.of(PROGRAMS.resolve("protoc-x86_64"), PROGRAMS.resolve("protoc-arm64"));
    }

    /** Returns zstd-jni's library for x86_64, unsigned, and for arm64, signed ad hoc, copied into the folder. */
    public static List<Path> library(Path folder) throws IOException {
        return List.of(extract("x86_64", folder), extract("aarch64", folder));
    }

    private static Path extract(String architecture, Path folder) throws IOException {
        String version = com.github.luben.zstd.util.ZstdVersion.VERSION;
        String name = "/darwin/" + architecture + "/libzstd-jni-" + version + ".dylib";
        Path copy = folder.resolve(architecture + ".dylib");
        try (InputStream library = RealImages.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(library, name), copy);
        }
        return copy;
    }
}
