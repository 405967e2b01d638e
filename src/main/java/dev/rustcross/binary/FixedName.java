package dev.rustcross.binary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A name in a field of fixed size, with zeros behind it where it is shorter. */
final class FixedName {

    private FixedName() {}

    static String read(ByteBuffer buffer, int at, int size) {
        byte[] field = new byte[size];
        buffer.get(at, field);
        int length = 0;
        while (length < size && field[length] != 0) {
            length++;
        }
        return new String(field, 0, length, StandardCharsets.UTF_8);
    }
}
