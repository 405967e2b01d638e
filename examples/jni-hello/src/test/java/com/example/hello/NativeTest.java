package com.example.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NativeTest {

    @Test
    void rustAnswers() {
        assertEquals(6, Native.gcd(12, 18));
    }
}
