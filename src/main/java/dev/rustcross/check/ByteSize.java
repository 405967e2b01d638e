package dev.rustcross.check;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 5MB} is 5,000,000 bytes, {@code 5MiB} 5,242,880 (IEC 80000-13). */
public final class ByteSize {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,3}))?\\s*([KMG]i?B)|(\\d{1,15})\\s*B?", Pattern.CASE_INSENSITIVE);

    private ByteSize() {}

    /**
     * Returns the bytes of a size such as {@code 5MB}, {@code 1.5 MiB}, {@code 800kB} or {@code 123456}, whole bytes, rounded down.
     *
     * @return empty where it is no size
     */
    public static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(4) != null) {
            return Optional.of(Long.parseLong(matcher.group(4)));
        }
        long unit = unit(matcher.group(3).toUpperCase(Locale.ROOT));
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        long thousandths = Long.parseLong(matcher.group(1) + (fraction + "000").substring(0, 3));
        return Optional.of(thousandths * unit / 1000);
    }

    private static long unit(String name) {
        return switch (name) {
            case "KB" -> 1_000;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            case "KIB" -> 1 << 10;
            case "MIB" -> 1 << 20;
            default -> 1 << 30;
        };
    }

    /**
     * Returns a size in units of powers of ten: {@code 999 B}, {@code 656 kB}, rounded up, or {@code 1.2 MB}, with one decimal.
     */
    public static String format(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        return bytes < 1_000_000 ? (bytes + 999) / 1_000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
