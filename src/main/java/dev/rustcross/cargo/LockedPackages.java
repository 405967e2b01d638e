package dev.rustcross.cargo;

import dev.rustcross.failure.BuildIoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** What a {@code Cargo.lock} names. */
public final class LockedPackages {

    private LockedPackages() {}

    /** Returns the names of all packages, those of other targets and unused features too; none where there is no such file. */
    public static Set<String> names(Path lockFile) {
        if (!Files.exists(lockFile)) {
            return Set.of();
        }
        try {
            return Toml.parse(lockFile).get("package") instanceof TomlArray packages
                    ? packages.toList().stream()
                            .map(each -> each instanceof TomlTable table ? table.getString("name") : "")
                            .collect(Collectors.toSet())
                    : Set.of();
        } catch (IOException e) {
            throw BuildIoException.cannot("read", lockFile, e);
        }
    }
}
