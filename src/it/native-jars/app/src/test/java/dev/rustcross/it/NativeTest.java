package dev.rustcross.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

class NativeTest {

    @Test
    void libraryOfTheJarAnswers() throws Exception {
        Path copy = Files.createTempFile("hello", ".so");
        try (InputStream library = NativeTest.class.getResourceAsStream("/META-INF/native/linux-x86_64/libhello.so")) {
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        System.load(copy.toString());
        assertEquals(6, Native.gcd(12, 18));
    }
}
