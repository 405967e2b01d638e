package dev.rustcross.plan;

import dev.rustcross.cargo.CargoConfig;
import dev.rustcross.cargo.CargoConfig.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a Cargo profile that make programs small.
 *
 * @param settings the profile's keys with their TOML values, in the order in which they are written
 * @param kept a sentence for each key that the user's own cargo configuration has already
 * @see <a href="https://doc.rust-lang.org/cargo/reference/profiles.html#profile-settings">what each does</a>
 */
public record SizeProfile(Map<String, String> settings, List<String> kept) {

    private static final List<Map.Entry<String, String>> SMALL = List.of(
            Map.entry("opt-level", "\"z\""),
            Map.entry("lto", "true"),
            Map.entry("codegen-units", "1"),
            Map.entry("panic", "\"abort\""),
            Map.entry("strip", "true"));

    public SizeProfile {
        kept = List.copyOf(kept);
    }

    /**
     * Returns the settings that the user left open: {@code --config} would outweigh variables and configuration files.
     *
     * @param profile the profile that is built
     * @param user the user's own configuration; it does not hold {@code Cargo.toml}, which yields
     */
    public static SizeProfile of(String profile, CargoConfig user) {
        var settings = new LinkedHashMap<String, String>();
        var kept = new ArrayList<String>();
        for (Map.Entry<String, String> small : SMALL) {
            Optional<Setting> own = user.profile(profile, small.getKey());
            if (own.isPresent()) {
                kept.add("sizeProfile leaves " + small.getKey() + " = "
                        + own.get().value() + ", set by " + own.get().source());
            } else {
                settings.put(small.getKey(), small.getValue());
            }
        }
        return new SizeProfile(settings, kept);
    }
}
