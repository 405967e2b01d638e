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

    /**
     * Returns one of zstd-jni's libraries.
     *
     * @param pattern its path among the resources, with {@code %s} for the version
     */
    public static byte[] resource(String pattern) throws IOException {
        String name = "/" + pattern.formatted(com.github.luben.zstd.util.ZstdVersion.VERSION);
        try (InputStream library = RealImages.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(library, name).readAllBytes();
        }
    }

    private static Path extract(String architecture, Path folder) throws IOException {
        return Files.write(
                folder.resolve(architecture + ".dylib"), resource("darwin/" + architecture + "/libzstd-jni-%s.dylib"));
    }
}
