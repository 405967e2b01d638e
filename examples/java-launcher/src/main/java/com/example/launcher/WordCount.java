package com.example.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Counts words by the Rust program in the jar. */
public final class WordCount {

    private WordCount() {}

    /** Returns how many words a text has. */
    public static long count(String text) throws IOException {
        Path program = Files.createTempFile("wordcount", null);
        try {
            try (InputStream resource = WordCount.class.getResourceAsStream("/bin/wordcount")) {
                Files.copy(resource, program, StandardCopyOption.REPLACE_EXISTING);
            }
            program.toFile().setExecutable(true);
            Process process = new ProcessBuilder(program.toString()).start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return Long.parseLong(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } finally {
            Files.delete(program);
        }
    }
}
