package dev.rustcross.host;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import java.util.List;
import java.util.function.Predicate;

/** What installs programs on a machine. */
public enum PackageManager {
    /** Debian, Ubuntu. */
    APT("apt-get", "apt-get install"),
    /** Fedora, RHEL. */
    DNF("dnf", "dnf install"),
    /** Alpine. */
    APK("apk", "apk add"),
    /** Homebrew, on macOS and Linux. */
    BREW("brew", "brew install"),
    /** Chocolatey, on Windows. */
    CHOCO("choco", "choco install");

    private final String program;
    private final String installing;

    PackageManager(String program, String installing) {
        this.program = program;
        this.installing = installing;
    }

    /**
     * Returns the package manager of a machine: of those of its operating system the first on {@code PATH}, else the most usual one.
     *
     * @param onPath whether a program of that name is on {@code PATH}
     */
    public static PackageManager of(OperatingSystem system, Predicate<String> onPath) {
        List<PackageManager> usual =
                switch (system) {
                    case LINUX, OTHER -> List.of(APT, DNF, APK, BREW);
                    case MACOS -> List.of(BREW);
                    case WINDOWS -> List.of(CHOCO);
                };
        return usual.stream()
                .filter(manager -> onPath.test(manager.program))
                .findFirst()
                .orElse(usual.get(0));
    }

    /** Returns the command that installs packages, to be typed as root where the system asks for that. */
    String install(String packages) {
        return installing + " " + packages;
    }
}
