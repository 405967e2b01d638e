package dev.rustcross.execution;

import dev.rustcross.diagnosis.Diagnosis;
import dev.rustcross.diagnosis.Diagnostician;
import dev.rustcross.diagnosis.LinkerCommand;
import dev.rustcross.diagnosis.Situation;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.PackageManager;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.process.ReproductionScript;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be said of a failed call beside what cargo said; loaded only when one failed. */
final class FailureExplanation {

    private final HostPlatform host;
    private final List<PlannedTarget> targets;
    private final List<String> said;

    /**
     * Creates the explanation.
     *
     * @param targets the targets of the call
     * @param said what cargo said
     */
    FailureExplanation(HostPlatform host, List<PlannedTarget> targets, List<String> said) {
        this.host = host;
        this.targets = targets;
        this.said = said;
    }

    /** Returns why it failed, as far as that is known. */
    List<Diagnosis> diagnoses() {
        var situation =
                new Situation(targets, host.usualTriple(), PackageManager.of(host.operatingSystem(), this::isOnPath));
        return new Diagnostician(situation).diagnose(said);
    }

    /**
     * Returns the text for the end of a failure's message: the diagnoses, or else where the last linker call is kept.
     *
     * @param directory the folder rustc is run in
     * @param folder the folder for a script
     */
    String text(Path directory, Path folder) {
        List<Diagnosis> diagnoses = diagnoses();
        if (diagnoses.isEmpty()) {
            ReproductionScript script = host.isWindows() ? ReproductionScript.BAT : ReproductionScript.SH;
            return LinkerCommand.last(said)
                    .flatMap(call -> new LinkerScript(call).write(directory, script, folder))
                    .map(file -> "\n  To repeat the linker call by hand: " + file)
                    .orElse("");
        }
        return diagnoses.stream().map(Diagnosis::render).collect(Collectors.joining("\n\n", "\n\n", "\n"));
    }

    private boolean isOnPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(host.variable("PATH").orElse(""))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))
                        || Files.isExecutable(Path.of(folder, program + ".exe")));
    }
}
