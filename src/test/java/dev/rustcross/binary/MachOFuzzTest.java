package dev.rustcross.binary;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

class MachOFuzzTest {

    private final ReaderFuzzing reader = new ReaderFuzzing();

    MachOFuzzTest() throws IOException {}

    @FuzzTest(maxDuration = "10s")
    void reads(byte[] bytes) throws IOException {
        reader.read(bytes);
    }
}
