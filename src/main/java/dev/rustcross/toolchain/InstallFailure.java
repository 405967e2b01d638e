package dev.rustcross.toolchain;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why pip or uv could not install, read from what it printed. */
enum InstallFailure {

    /** A file is not the one that was pinned. */
    HASH(
            "a downloaded file is not the pinned one",
            "The index or mirror that it came from serves altered files; the settings in use: %s.",
            "DO NOT MATCH THE HASHES",
            "Hash mismatch"),

    /** The disk is full. */
    DISK(
            "the disk is full",
            "Make room (500 MB are needed), or set " + ToolCache.DIRECTORY_VARIABLE
                    + " to a folder on another disk (now %s).",
            "No space left on device",
            "os error 28",
            "Errno 28",
            "WinError 112"),

    /** No connection to the package index. */
    NETWORK(
            "the package index cannot be reached",
            "Check the connection; a proxy or mirror is set as for any Python package (%s).",
            "Cannot connect to proxy",
            "Failed to establish a new connection",
            "error sending request",
            "Read timed out",
            "ConnectTimeoutError",
            "Temporary failure in name resolution",
            "getaddrinfo failed",
            "CERTIFICATE_VERIFY_FAILED"),

    /** There is no wheel for this machine, or the index in use lacks the version. */
    ABSENT(
            "the package index in use has no such version for this machine, or cannot be reached",
            "Add it to your mirror, or put zig and cargo-zigbuild on PATH yourself; the settings in use: %s.",
            "No matching distribution found",
            "No solution found",
            "has no wheels"),

    /** Anything else. */
    OTHER("the installation failed", "The settings in use: %s.");

    private final String what;
    private final String fix;
    private final Pattern sign;

    InstallFailure(String what, String fix, String... signs) {
        this.what = what;
        this.fix = fix;
        this.sign = Pattern.compile(
                signs.length == 0
                        ? "(?!)"
                        : Stream.of(signs).map(Pattern::quote).collect(Collectors.joining("|")));
    }

    /** Returns the first failure of which the output carries a sign. */
    static InstallFailure of(List<String> stderr) {
        String output = String.join("\n", stderr);
        return Stream.of(values())
                .filter(failure -> failure.sign.matcher(output).find())
                .findFirst()
                .orElse(OTHER);
    }

    /**
     * Returns the whole message.
     *
     * @param versions what was to be installed
     * @param cache where
     * @param client the first words of the client's call
     * @param stderr what the client printed
     */
    String message(String versions, Path cache, List<String> client, List<String> stderr) {
        String settings = client.contains("-m") ? String.join(" ", client) + " config list" : "UV_INDEX_URL, uv.toml";
        String said = stderr.stream()
                .filter(line -> sign.matcher(line).find())
                .findFirst()
                .map(ToolOutput::shortened)
                .orElseGet(() -> ToolOutput.errors(stderr));
        return "cannot install " + versions + ": " + what + ".\n    " + said + "\n  "
                + String.format(fix, this == DISK ? cache : settings);
    }
}
