package dev.rustcross.toolchain;

import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.failure.ToolMissingException;
import dev.rustcross.host.HostPlatform.OperatingSystem;
import dev.rustcross.host.InstallCommands;
import dev.rustcross.host.PackageManager;
import dev.rustcross.process.Command;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.ProcessRunner.Captured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The program that runs cross's containers.
 *
 * @param program where it is
 */
public record ContainerEngine(Path program) {

    private static final String CHOICE = "CROSS_CONTAINER_ENGINE";

    /** A client may wait for ever for a daemon on another machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Returns the one that cross takes: the one that {@code CROSS_CONTAINER_ENGINE} names, else docker, else podman. */
    public static Optional<ContainerEngine> find(BuildEnvironment environment) {
        String chosen = environment.get(CHOICE);
        return (chosen != null
                        ? environment.find(chosen)
                        : environment.find("docker").or(() -> environment.find("podman")))
                .map(ContainerEngine::new);
    }

    /** Returns what is wrong, and what to do, where {@link #find} finds none. */
    static String missing(BuildEnvironment environment, OperatingSystem system) {
        String chosen = environment.get(CHOICE);
        return chosen != null
                ? "there is no program " + chosen + ", which " + CHOICE + " names: correct or unset that variable"
                : "neither docker nor podman is on PATH: install one (`"
                        + installCommand(environment.packageManager(system)) + "`)";
    }

    /** Returns the command that installs the engine that every package manager has, and that needs no service. */
    public static String installCommand(PackageManager packageManager) {
        return InstallCommands.of("podman", packageManager).orElseThrow();
    }

    /** Returns the program's name, as users type it. */
    public String name() {
        return program.getFileName().toString().replaceFirst("(?i)\\.exe$", "");
    }

    /** Returns how it is started where it does not answer. */
    public String remedy() {
        return switch (name()) {
            case "docker" -> "start it (`systemctl start docker`, or Docker Desktop), or set " + CHOICE + "=podman";
            case "podman" -> "start it (`podman machine start`, off Linux), or set " + CHOICE + "=docker";
            default -> "start it, or set " + CHOICE + " to another";
        };
    }

    /** Returns what is wrong, and what to do, where the engine cannot run containers now. */
    Optional<String> outOfOrder(Path directory, BuildEnvironment environment, ProcessRunner processes) {
        var question =
                new Command(List.of(program.toString(), "ps", "--quiet"), directory, environment.overlay(), PATIENCE);
        String complaint = complaint(question, processes);
        return Optional.ofNullable(complaint).map(said -> name() + " does not answer (" + said + "): " + remedy());
    }

    private static @Nullable String complaint(Command question, ProcessRunner processes) {
        try {
            Captured answer = processes.capture(question);
            return answer.result().succeeded()
                    ? null
                    : ToolOutput.errors(answer.stderr()).lines().findFirst().orElseThrow();
        } catch (ToolMissingException | ToolFailedException e) {
            return e.getMessage();
        }
    }
}
