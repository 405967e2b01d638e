package dev.rustcross.cargo;

import dev.rustcross.failure.BuildIoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The checksums in a {@code Cargo.lock} of version 2 or later, which Cargo writes since 1.53. */
public final class CargoLock {

    private final Map<String, String> checksums;

    private CargoLock(Map<String, String> checksums) {
        this.checksums = Map.copyOf(checksums);
    }

    /**
     * Reads a file.
     *
     * @throws BuildIoException when it cannot be read
     */
    public static CargoLock read(Path file) {
        Map<String, String> checksums = new HashMap<>();
        try {
            TomlArray packages = Toml.parse(file).getArrayOrEmpty("package");
            for (int i = 0; i < packages.size(); i++) {
                TomlTable each = packages.getTable(i);
                String checksum = each.getString("checksum");
                if (checksum != null) {
                    checksums.put(
                            key(each.getString("name"), each.getString("version"), each.getString("source")), checksum);
                }
            }
        } catch (IOException e) {
            throw BuildIoException.cannot("read", file, e);
        }
        return new CargoLock(checksums);
    }

    /** Returns the SHA-256 of the archive that a package was unpacked from; empty where it comes from no registry. */
    public Optional<String> checksum(CargoPackage used) {
        return Optional.ofNullable(checksums.get(key(used.name(), used.version(), used.source())));
    }

    private static String key(@Nullable String name, @Nullable String version, @Nullable String source) {
        return name + " " + version + " " + source;
    }
}
