package dev.rustcross.execution;

import dev.rustcross.diagnosis.CrossToml;
import dev.rustcross.diagnosis.Diagnosis;
import dev.rustcross.diagnosis.Diagnostician;
import dev.rustcross.diagnosis.LinkerCommand;
import dev.rustcross.diagnosis.Situation;
import dev.rustcross.host.HostPlatform;
import dev.rustcross.host.PackageManager;
import dev.rustcross.plan.PlannedTarget;
import dev.rustcross.process.ReproductionScript;
import dev.rustcross.target.TargetTriple;
import dev.rustcross.toolchain.BuildEnvironment;
import dev.rustcross.toolchain.Rustc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be said of a failed call beside what cargo said; loaded only when one failed. */
final class FailureExplanation {

    private final HostPlatform host;
    private final Situation situation;
    private final List<String> said;

    /**
     * Creates the explanation.
     *
     * @param targets the targets of the call
     * @param profile the Cargo profile
     * @param said what cargo said
     */
    FailureExplanation(HostPlatform host, List<PlannedTarget> targets, String profile, List<String> said) {
        this.host = host;
        var here = new Situation(
                targets,
                host.usualTriple(),
                new BuildEnvironment(host.environment(), Map.of()).packageManager(host.operatingSystem()),
                profile);
        // The images of cross are of Debian's kind.
        this.situation = here.container().isEmpty()
                ? here
                : new Situation(targets, new TargetTriple(Rustc.CONTAINER_HOST), PackageManager.APT, profile);
        this.said = said;
    }

    /** Returns why it failed, as far as that is known. */
    List<Diagnosis> diagnoses() {
        return new Diagnostician(situation).diagnose(said);
    }

    /**
     * Returns the text for the end of a failure's message: the diagnoses, or else how to go on with a linker's failure.
     *
     * @param directory the folder rustc is run in
     * @param folder the folder for a script
     */
    String text(Path directory, Path folder) {
        List<Diagnosis> diagnoses = diagnoses();
        if (diagnoses.isEmpty()) {
            return LinkerCommand.last(said)
                    .map(call -> situation
                            .container()
                            .map(FailureExplanation::inContainer)
                            .orElseGet(() -> toRepeat(call, directory, folder)))
                    .orElse("");
        }
        return diagnoses.stream().map(Diagnosis::render).collect(Collectors.joining("\n\n", "\n\n", "\n"));
    }

    private String toRepeat(LinkerCommand call, Path directory, Path folder) {
        ReproductionScript script = host.isWindows() ? ReproductionScript.BAT : ReproductionScript.SH;
        return new LinkerScript(call)
                .write(directory, script, folder)
                .map(file -> "\n  To repeat the linker call by hand: " + file)
                .orElse("");
    }

    /** What a container's linker was given is gone with the container. */
    private static String inContainer(PlannedTarget target) {
        String place = CrossToml.place(
                target.triple().name(), CrossToml.preBuild("apt-get install …"), "# or another " + CrossToml.IMAGE);
        return "\n  The linker ran in cross's container. If it lacks something there, add it "
                + place.replace("\n", "\n  ");
    }
}
