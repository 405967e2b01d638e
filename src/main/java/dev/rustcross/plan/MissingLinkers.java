package dev.rustcross.plan;

import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.target.TargetTriple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what to install where no linker serves a target. */
public final class MissingLinkers {

    private MissingLinkers() {}

    /** Returns the message for all targets that no rule serves. */
    static String message(List<TargetRequest> unserved, Surroundings surroundings) {
        var text = new StringBuilder("No linker for ")
                .append(unserved.size() == 1 ? "1 target" : unserved.size() + " targets")
                .append(':');
        for (TargetRequest target : unserved) {
            text.append("\n  ").append(target.triple()).append(": ").append(remedy(target, surroundings));
        }
        return text.toString();
    }

    /** Returns what brings a target that no rule serves a linker, a sentence. */
    public static String remedy(TargetRequest target, Surroundings surroundings) {
        return String.join(", or ", ways(target, surroundings)) + ".";
    }

    /** Returns what to do about a program that an element of a target names and that is not there, a sentence. */
    public static String remedyOfNamed(String program, String element, OperatingSystem system) {
        return "install it"
                + installCommand(program, system)
                        .map(command -> " (`" + command + "`)")
                        .orElse("")
                + ", or remove <" + element + "> to let "
                + (element.equals("linker") ? "the plugin" : "the build scripts") + " choose one.";
    }

    private static List<String> ways(TargetRequest target, Surroundings surroundings) {
        TargetTriple triple = target.triple();
        var ways = new ArrayList<String>();
        if (target.linker() == null && target.engine() == Engine.CROSS) {
            surroundings.crossUnavailable().ifPresent(ways::add);
            return ways;
        }
        if (LinkerRules.isMsvc(triple)) {
            surroundings.xwinUnavailable().ifPresent(ways::add);
        }
        if (target.asksForZig() || LinkerRules.zigServes(triple)) {
            surroundings.zigUnavailable().ifPresent(ways::add);
        } else if (target.engine() == Engine.AUTO && LinkerRules.crossServes(triple)) {
            surroundings.crossUnavailable().ifPresent(ways::add);
        }
        if (!target.asksForZig() && !(target.engine() == Engine.XWIN && LinkerRules.isMsvc(triple))) {
            LinkerRules.crossCompilers(triple, surroundings.hostTriple()).stream()
                    .flatMap(name -> installCommand(name, surroundings.operatingSystem()).stream())
                    .findFirst()
                    .ifPresent(command -> ways.add("install its cross compiler (`" + command + "`)"));
            ways.add("name one by <linker> or in .cargo/config.toml");
        }
        return ways;
    }

    /** Returns the command that installs a usual compiler on an operating system, where one is known. */
    public static Optional<String> installCommand(String program, OperatingSystem system) {
        return Optional.ofNullable(
                switch (system) {
                    case LINUX ->
                        switch (program) {
                            case "cc", "gcc" -> "apt-get install gcc libc6-dev";
                            case "c++", "g++" -> "apt-get install g++";
                            case "x86_64-w64-mingw32-gcc" -> "apt-get install gcc-mingw-w64-x86-64";
                            case "i686-w64-mingw32-gcc" -> "apt-get install gcc-mingw-w64-i686";
                            case "aarch64-linux-gnu-gcc" ->
                                "apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross";
                            case "arm-linux-gnueabihf-gcc" ->
                                "apt-get install gcc-arm-linux-gnueabihf libc6-dev-armhf-cross";
                            case "riscv64-linux-gnu-gcc" ->
                                "apt-get install gcc-riscv64-linux-gnu libc6-dev-riscv64-cross";
                            case "musl-gcc" -> "apt-get install musl-tools";
                            default -> null;
                        };
                    case MACOS ->
                        switch (program) {
                            case "cc", "c++" -> "xcode-select --install";
                            case "x86_64-linux-musl-gcc", "aarch64-linux-musl-gcc" ->
                                "brew install filosottile/musl-cross/musl-cross";
                            case "x86_64-w64-mingw32-gcc", "i686-w64-mingw32-gcc" -> "brew install mingw-w64";
                            default -> null;
                        };
                    case WINDOWS, OTHER -> null;
                });
    }
}
