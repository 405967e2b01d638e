package dev.rustcross.toolchain;

import dev.rustcross.process.ProcessRunner;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds a zig toolchain: the user's own on {@code PATH} where it is new enough, else the pinned one. */
public final class ZigToolchains {

    private final ZigOnPath own;
    private final ZigInstaller pinned;

    /**
     * Creates the finder.
     *
     * @param progress receives one line when zig is installed, or the user's own is passed over for its age
     */
    public ZigToolchains(
            ToolCache cache, ProcessRunner processes, BuildEnvironment environment, Consumer<String> progress) {
        this.own = new ZigOnPath(cache, processes, environment, progress);
        this.pinned = new ZigInstaller(cache, processes, environment, progress);
    }

    /** Returns what is there already; installs nothing. */
    public Optional<ZigToolchain> find() {
        return own.find().or(pinned::installed);
    }

    /**
     * Returns what is there already, else installs the pinned one.
     *
     * @throws dev.rustcross.failure.ToolMissingException when it could not be installed
     */
    public ZigToolchain findOrInstall() {
        return find().orElseGet(pinned::install);
    }

    /** Returns the program to name where nothing is {@linkplain #find found}: a zig alone cannot link for cargo. */
    public String lacking() {
        return own.hasOnlyZig() ? ZigOnPath.CARGO_ZIGBUILD : ZigOnPath.ZIG;
    }

    /** What to do where {@link #client} finds none. */
    public static String clientRemedy() {
        return ZigInstaller.CLIENT_REMEDY;
    }

    /** Returns the Python package client that would install the pinned toolchain; empty where there is none. */
    public Optional<String> client() {
        return pinned.client();
    }

    /** Returns whether there is a Python package client on {@code PATH}; starts none, so that it may yet prove broken. */
    public boolean hasClient() {
        return pinned.command().isPresent();
    }

    /** Returns what the pinned toolchain is, in words: {@code zig 0.17.1 and cargo-zigbuild 0.24.0}. */
    public String pinnedVersions() {
        return pinned.versions();
    }

    /** Returns the command that installs the pinned toolchain, where there is a {@linkplain #hasClient client}. */
    public String installCommand() {
        return pinned.command().orElseThrow();
    }
}
