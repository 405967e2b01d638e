package dev.rustcross.cargo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rustcross.process.Command;
import dev.rustcross.process.OutputListener;
import dev.rustcross.process.ProcessRunner;
import dev.rustcross.process.SystemProcessRunner;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A folder for crates written by tests, with the real cargo kept off the user's configuration and off the network. */
public final class CargoSandbox {

    private final ProcessRunner runner = new SystemProcessRunner();
    private final Path folder;

    public CargoSandbox(Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    public Path path(String relative) {
        return folder.resolve(relative);
    }

    public CargoSandbox write(String relative, String content) throws IOException {
        Path file = path(relative);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    public CargoSandbox manifest(String crate, String more) throws IOException {
        return write(crate + "/Cargo.toml", """
                [package]
                name = "%s"
                version = "0.1.0"
                edition = "2021"
                %s
                """.formatted(Path.of(crate).getFileName(), more));
    }

    public CargoSandbox library(String crate, String more) throws IOException {
        return manifest(crate, more).write(crate + "/src/lib.rs", "");
    }

    /** Returns the variables laid over the environment: a Cargo home of its own, and those given. */
    public Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putIfAbsent("CARGO_HOME", path("home").toString());
        all.put("CARGO_NET_OFFLINE", "true");
        return all;
    }

    public ProcessRunner.Captured cargo(String directory, Map<String, String> variables, String... arguments) {
        ProcessRunner.Captured captured = runner.capture(command(directory, variables, arguments));
        assertThat(captured.result().succeeded())
                .as(() -> String.join("\n", captured.stderr()))
                .isTrue();
        return captured;
    }

    public CrateMetadata metadata(String directory, String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(new String[] {"metadata", "--format-version", "1"}, 0, all, 0, 3);
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CrateMetadata.parse(
                String.join("", cargo(directory, Map.of(), all).stdout()));
    }

    void watch(String directory, Map<String, String> variables, OutputListener stderr, String... arguments) {
        assertThat(runner.run(command(directory, variables, arguments), OutputListener.none(), stderr)
                        .succeeded())
                .isTrue();
    }

    public TargetTriple host() {
        return runner.capture(Command.of(folder, "rustc", "-vV")).stdout().stream()
                .filter(line -> line.startsWith("host: "))
                .map(line -> new TargetTriple(line.substring("host: ".length())))
                .findFirst()
                .orElseThrow();
    }

    Set<String> cfg(TargetTriple triple) {
        return Set.copyOf(runner.capture(Command.of(folder, "rustc", "--print", "cfg", "--target", triple.name()))
                .stdout());
    }

    private Command command(String directory, Map<String, String> variables, String... arguments) {
        List<String> all = new ArrayList<>(List.of("cargo"));
        all.addAll(List.of(arguments));
        return new Command(all, path(directory), environment(variables), Duration.ofMinutes(2));
    }
}
