package dev.rustcross.toolchain;

import dev.rustcross.failure.BuildIoException;
import dev.rustcross.target.TargetTriple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * The image that cross builds a target in, where the user names one.
 *
 * @see <a href="https://github.com/cross-rs/cross/blob/v0.2.5/docs/cross_toml.md">Cross.toml</a>
 */
public final class CrossImage {

    private CrossImage() {}

    /**
     * Returns the image that {@code CROSS_TARGET_<TRIPLE>_IMAGE}, else {@code Cross.toml} names.
     *
     * @param workspaceRoot the folder of {@code Cross.toml}, unless {@code CROSS_CONFIG} names another file
     * @return empty where cross chooses or makes one
     */
    public static Optional<String> named(TargetTriple triple, Path workspaceRoot, BuildEnvironment environment) {
        Path file = workspaceRoot.resolve(environment.nonEmpty("CROSS_CONFIG").orElse("Cross.toml"));
        return environment
                .nonEmpty("CROSS_TARGET_" + triple.cargoVariableInfix() + "_IMAGE")
                .or(() -> inFile(file, triple));
    }

    private static Optional<String> inFile(Path file, TargetTriple triple) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            TomlParseResult content = Toml.parse(file);
            boolean made = content.contains(List.of("target", triple.name(), "dockerfile"));
            return !made && content.get(List.of("target", triple.name(), "image")) instanceof String image
                    ? Optional.of(image)
                    : Optional.empty();
        } catch (IOException e) {
            throw BuildIoException.cannot("read", file, e);
        }
    }
}
