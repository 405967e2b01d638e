package dev.rustcross.file;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names a state by a digest, so that what was made for another state is known as such. */
public final class Digest {

    private Digest() {}

    /** Returns the SHA-256 of texts, each with its length, as 64 hexadecimal digits. */
    public static String sha256(String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Returns the SHA-256 of a value made of records, lists, maps and simple values; maps count without their order.
     *
     * <p>Not of its {@code toString}, whose first call costs a record class more time than all of this.
     */
    public static String ofValue(Object value) {
        var text = new StringBuilder();
        append(value, text);
        return sha256(text.toString());
    }

    private static void append(@Nullable Object value, StringBuilder text) {
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                append(component(value, component), text);
            }
        } else if (value instanceof List<?> list) {
            text.append('[').append(list.size());
            list.forEach(element -> append(element, text));
        } else if (value instanceof Map<?, ?> map) {
            text.append('{').append(map.size());
            new TreeMap<Object, Object>(map).forEach((key, element) -> {
                append(key, text);
                append(element, text);
            });
        } else {
            String simple = String.valueOf(value);
            text.append(value == null ? '-' : '=')
                    .append(simple.length())
                    .append(':')
                    .append(simple);
        }
    }

    private static @Nullable Object component(Object value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("a record with a hidden component: " + value.getClass(), e);
        }
    }
}
