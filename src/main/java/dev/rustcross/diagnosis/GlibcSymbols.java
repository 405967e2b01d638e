package dev.rustcross.diagnosis;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Since which glibc the functions exist that newer C code and Rust's libraries call, as glibc's own version maps have them. */
final class GlibcSymbols {

    private static final Pattern VERSIONED = Pattern.compile("\\S+@GLIBC_(\\d+\\.\\d+)\\S*");

    private static final Map<String, String> SINCE = Map.ofEntries(
            Map.entry("getrandom", "2.25"),
            Map.entry("getentropy", "2.25"),
            Map.entry("explicit_bzero", "2.25"),
            Map.entry("reallocarray", "2.26"),
            Map.entry("preadv2", "2.26"),
            Map.entry("pwritev2", "2.26"),
            Map.entry("memfd_create", "2.27"),
            Map.entry("copy_file_range", "2.27"),
            Map.entry("mlock2", "2.27"),
            Map.entry("fcntl64", "2.28"),
            Map.entry("statx", "2.28"),
            Map.entry("renameat2", "2.28"),
            Map.entry("thrd_create", "2.28"),
            Map.entry("posix_spawn_file_actions_addchdir_np", "2.29"),
            Map.entry("gettid", "2.30"),
            Map.entry("pthread_cond_clockwait", "2.30"),
            Map.entry("pthread_mutex_clocklock", "2.30"),
            Map.entry("stat", "2.33"),
            Map.entry("fstat", "2.33"),
            Map.entry("lstat", "2.33"),
            Map.entry("fstatat", "2.33"),
            Map.entry("stat64", "2.33"),
            Map.entry("fstat64", "2.33"),
            Map.entry("lstat64", "2.33"),
            Map.entry("fstatat64", "2.33"),
            Map.entry("mknod", "2.33"),
            Map.entry("closefrom", "2.34"),
            Map.entry("close_range", "2.34"),
            Map.entry("_dl_find_object", "2.35"),
            Map.entry("arc4random", "2.36"),
            Map.entry("arc4random_buf", "2.36"),
            Map.entry("strlcpy", "2.38"),
            Map.entry("strlcat", "2.38"),
            Map.entry("__isoc23_strtol", "2.38"),
            Map.entry("__isoc23_strtoul", "2.38"),
            Map.entry("__isoc23_strtoll", "2.38"),
            Map.entry("__isoc23_strtoull", "2.38"),
            Map.entry("__isoc23_sscanf", "2.38"));

    private GlibcSymbols() {}

    /** Returns the lowest glibc that has all of these symbols that are known here; empty where none is. */
    static Optional<String> versionOf(Collection<String> symbols) {
        return symbols.stream()
                .flatMap(symbol -> {
                    var versioned = VERSIONED.matcher(symbol);
                    return versioned.matches() ? Stream.of(versioned.group(1)) : Stream.ofNullable(SINCE.get(symbol));
                })
                .max(Comparator.comparingInt(GlibcSymbols::minor));
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }
}
