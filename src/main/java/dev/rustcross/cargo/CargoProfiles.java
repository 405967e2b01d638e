package dev.rustcross.cargo;

import dev.rustcross.cargo.CargoConfig.Setting;
import dev.rustcross.failure.BuildIoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * The profiles of a workspace: the tables {@code [profile.NAME]} of its manifest, and over them those of the user's configuration.
 *
 * @see <a href="https://doc.rust-lang.org/cargo/reference/profiles.html">Cargo's rules</a>
 */
public final class CargoProfiles {

    private static final int MAX_ANCESTORS = 32; // cargo refuses a cycle

    private final String manifest;
    private final Path file;

    private @Nullable TomlParseResult parsed;

    private CargoProfiles(String manifest, Path file) {
        this.manifest = manifest;
        this.file = file;
    }

    /**
     * Reads the profiles of the workspace in a folder. What this parser does not understand of the manifest, though cargo does, is as if it
     * were not there.
     */
    public static CargoProfiles read(Path workspaceRoot) {
        Path file = workspaceRoot.resolve("Cargo.toml");
        try {
            return new CargoProfiles(Files.readString(file), file);
        } catch (IOException e) {
            throw BuildIoException.cannot("read", file, e);
        }
    }

    /**
     * Returns what a key of a profile is set to, there or in a profile that it inherits from; empty where cargo's default holds.
     *
     * @param user the user's configuration, which goes before the manifest
     */
    public Optional<Setting> value(String profile, String key, CargoConfig user) {
        String name = profile;
        for (int i = 0; i < MAX_ANCESTORS; i++) {
            Optional<Setting> own = own(name, key, user);
            if (own.isPresent()) {
                return own;
            }
            Optional<String> parent = parent(name, user);
            if (parent.isEmpty()) {
                break;
            }
            name = parent.get();
        }
        return Optional.empty();
    }

    private Optional<String> parent(String profile, CargoConfig user) {
        return switch (profile) {
            case "dev", "release" -> Optional.empty();
            case "test" -> Optional.of("dev");
            case "bench" -> Optional.of("release");
            default -> own(profile, "inherits", user).map(Setting::value);
        };
    }

    private Optional<Setting> own(String profile, String key, CargoConfig user) {
        return user.profile(profile, key)
                .or(() -> manifest.contains(key) ? ofManifest(profile, key) : Optional.empty());
    }

    /** The parser takes longer to load than a hundred binaries to be read. */
    private Optional<Setting> ofManifest(String profile, String key) {
        if (parsed == null) {
            parsed = Toml.parse(manifest);
        }
        Object value = !parsed.hasErrors() && parsed.get(List.of("profile", profile)) instanceof TomlTable table
                ? table.get(List.of(key))
                : null;
        return value == null
                ? Optional.empty()
                : Optional.of(new Setting(value.toString(), file + ", [profile." + profile + "]"));
    }
}
