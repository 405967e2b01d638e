package dev.rustcross.plan;

import dev.rustcross.host.InstallCommands;
import dev.rustcross.host.PackageManager;
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
    public static String remedyOfNamed(String program, String element, Surroundings surroundings) {
        return "install it"
                + installCommand(program, surroundings)
                        .map(command -> " (`" + command + "`)")
                        .orElse("")
                + ", or remove <" + element + "> to let "
                + (element.equals("linker") ? "the plugin" : "the build scripts") + " choose one.";
    }

    private static List<String> ways(TargetRequest target, Surroundings surroundings) {
        TargetTriple triple = target.triple();
        var ways = new ArrayList<String>();
        if (target.linker() == null && target.engine() == Engine.CROSS) {
            surroundings.of(target).crossUnavailable().ifPresent(ways::add);
            return ways;
        }
        if (target.engine() == Engine.CARGO) {
            ways.add("<engine>cargo</engine> leaves it to this machine's cc, which cannot link it: remove <engine>");
            ways.add("name a linker by <linker> or in .cargo/config.toml");
            return ways;
        }
        if (LinkerRules.isMsvc(triple)) {
            surroundings.xwinUnavailable().ifPresent(ways::add);
        }
        if (target.asksForZig() || LinkerRules.zigServes(triple)) {
            surroundings.zigUnavailable().ifPresent(ways::add);
        } else if (target.engine() == Engine.AUTO && LinkerRules.crossServes(triple)) {
            surroundings.of(target).crossUnavailable().ifPresent(ways::add);
        }
        if (!target.asksForZig() && !(target.engine() == Engine.XWIN && LinkerRules.isMsvc(triple))) {
            LinkerRules.crossCompilers(triple, surroundings.hostTriple()).stream()
                    .flatMap(name -> installCommand(name, surroundings).stream())
                    .findFirst()
                    .ifPresent(command -> ways.add("install its cross compiler (`" + command + "`)"));
            ways.add("name one by <linker> or in .cargo/config.toml");
        }
        return ways;
    }

    /** Returns the command that installs a program on a machine, where one is known. */
    private static Optional<String> installCommand(String program, Surroundings surroundings) {
        var manager = PackageManager.of(
                surroundings.operatingSystem(),
                name -> surroundings.findProgram(name).isPresent());
        return InstallCommands.of(program, manager);
    }
}
