package com.example.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WordCountTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void rustCounts() throws Exception {
        assertEquals(3, WordCount.count("one two\nthree"));
    }
}
