package dev.rustcross.plan;

import dev.rustcross.target.TargetTriple;
import java.util.Optional;

/**
 * The program by which rustc links where nobody names one.
 *
 * @see <a href="https://doc.rust-lang.org/cargo/reference/config.html#targettriplelinker">cargo, which leaves it to rustc</a>
 */
public final class DefaultLinker {

    private DefaultLinker() {}

    /**
     * Returns the program's name, as rustc's target specifications have it.
     *
     * @param host the triple that rustc runs on
     * @return empty where rustc brings the linker along or looks for it beyond {@code PATH}, and for systems that none is known of
     */
    public static Optional<String> of(TargetTriple triple, TargetTriple host) {
        if (host.isWindows()) {
            return Optional.empty();
        }
        if (triple.isWindows()) {
            return ofWindows(triple);
        }
        return triple.isLinux() || triple.isMacOs() || triple.equals(host) ? Optional.of("cc") : Optional.empty();
    }

    private static Optional<String> ofWindows(TargetTriple triple) {
        return switch (triple.abi()) {
            case "gnu" -> Optional.of(triple.architecture() + "-w64-mingw32-gcc");
            case "gnullvm" -> Optional.of(triple.architecture() + "-w64-mingw32-clang");
            case "msvc" -> Optional.of("link.exe");
            default -> Optional.empty();
        };
    }
}
