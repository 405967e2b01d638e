package dev.rustcross.host;

import dev.rustcross.target.TargetTriple;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The machine that runs the build, behind a seam that tests can fill.
 *
 * @param operatingSystem the operating system's family
 * @param architecture the processor's architecture as rustc spells it
 * @param environment the environment variables
 */
public record HostPlatform(OperatingSystem operatingSystem, String architecture, Map<String, String> environment) {

    /** The families that differ in what they can link and in how a package is installed. */
    public enum OperatingSystem {
        LINUX,
        MACOS,
        WINDOWS,
        OTHER
    }

    /** Keeps a sorted copy; on Windows names are looked up regardless of case, as there. */
    public HostPlatform {
        Map<String, String> copy = operatingSystem == OperatingSystem.WINDOWS
                ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER)
                : new TreeMap<>();
        copy.putAll(environment);
        environment = Collections.unmodifiableMap(copy);
    }

    /** Returns the machine this runs on. */
    public static HostPlatform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), System.getenv());
    }

    /** Returns a machine by Java's names for it, the properties {@code os.name} and {@code os.arch}. */
    static HostPlatform of(String osName, String osArch, Map<String, String> environment) {
        return new HostPlatform(operatingSystem(osName), rustArchitecture(osArch), environment);
    }

    private static OperatingSystem operatingSystem(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return OperatingSystem.LINUX;
        }
        if (name.startsWith("mac")) {
            return OperatingSystem.MACOS;
        }
        return name.startsWith("windows") ? OperatingSystem.WINDOWS : OperatingSystem.OTHER;
    }

    private static String rustArchitecture(String osArch) {
        return switch (osArch) {
            case "amd64" -> "x86_64";
            case "arm64" -> "aarch64";
            case "x86", "i386" -> "i686";
            case "ppc64le" -> "powerpc64le";
            case "riscv64" -> "riscv64gc";
            default -> osArch;
        };
    }

    /** Returns whether binaries of a triple run here without an emulator, whatever their ABI. */
    public boolean runs(TargetTriple triple) {
        return hasSystemOf(triple) && triple.architecture().equals(architecture);
    }

    /** Returns whether a triple names this machine's operating system, whatever the architecture. */
    public boolean hasSystemOf(TargetTriple triple) {
        return switch (operatingSystem) {
            case LINUX -> triple.isLinux();
            case MACOS -> triple.isMacOs();
            case WINDOWS -> triple.isWindows();
            case OTHER -> false;
        };
    }

    /** Returns the triple that rustc has on most machines like this one. */
    public TargetTriple usualTriple() {
        return new TargetTriple(architecture
                + switch (operatingSystem) {
                    case LINUX, OTHER -> "-unknown-linux-gnu";
                    case MACOS -> "-apple-darwin";
                    case WINDOWS -> "-pc-windows-msvc";
                });
    }

    /** Returns the machine in words, for messages. */
    public String description() {
        return operatingSystem.name().toLowerCase(Locale.ROOT) + " on " + architecture;
    }

    /** Returns whether this is Windows. */
    public boolean isWindows() {
        return operatingSystem == OperatingSystem.WINDOWS;
    }

    /** Returns the folders that programs are looked for in, the variable {@code PATH}; empty where there is none. */
    public String searchPath() {
        return variable("PATH").orElse("");
    }

    /** Returns an environment variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
