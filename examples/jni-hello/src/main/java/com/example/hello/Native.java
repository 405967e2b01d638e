package com.example.hello;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The functions of the Rust library, which lies in the jar. */
public final class Native {

    static {
        load("hello");
    }

    private Native() {}

    /** Returns the greatest common divisor of two numbers. */
    public static native long gcd(long a, long b);

    /** A system loads a library from a file alone, so that it is copied out of the jar first. */
    private static void load(String name) {
        String file = System.mapLibraryName(name);
        String resource = "/native/" + platform() + "/" + file;
        try (InputStream library = Native.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new UnsatisfiedLinkError("no library for this platform in the jar: " + resource);
            }
            Path copy = Files.createTempDirectory(name).resolve(file);
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
            copy.toFile().deleteOnExit();
            copy.getParent().toFile().deleteOnExit();
            System.load(copy.toString());
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Returns the classifier of the machine, such as {@code linux-amd64}. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch");
        return os + "-" + (arch.equals("aarch64") ? "arm64" : arch.equals("x86_64") ? "amd64" : arch);
    }
}
