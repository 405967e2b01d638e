package dev.rustcross.cargo;

import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * The user's own Cargo configuration, merged as Cargo merges it: environment variables over files, deeper files over those
 * above, and lists joined.
 *
 * @see <a href="https://doc.rust-lang.org/cargo/reference/config.html">Cargo's rules</a>
 */
public final class CargoConfig {

    /**
     * A value that the user has set.
     *
     * @param value the value; the elements of a list are joined by blanks
     * @param source where it is set, for messages: {@code /home/me/.cargo/config.toml:12} or
     *     {@code environment variable CARGO_BUILD_TARGET_DIR}
     */
    public record Setting(String value, String source) {}

    private final CargoConfigFiles files;
    private final Map<String, String> environment;
    private final Function<TargetTriple, Set<String>> cfgOf;

    private CargoConfig(
            CargoConfigFiles files, Map<String, String> environment, Function<TargetTriple, Set<String>> cfgOf) {
        this.files = files;
        this.environment = environment;
        this.cfgOf = cfgOf;
    }

    /**
     * Reads the configuration that a cargo started in a directory has.
     *
     * @param directory cargo's working directory
     * @param environment cargo's environment
     * @param cfgOf the lines of {@code rustc --print cfg --target TRIPLE}; asked only where the user has
     *     {@code [target.'cfg(…)']} tables
     * @throws dev.rustcross.failure.InvalidConfigurationException when a file is not TOML
     * @throws dev.rustcross.failure.BuildIoException when a file cannot be read
     */
    public static CargoConfig read(
            Path directory, Map<String, String> environment, Function<TargetTriple, Set<String>> cfgOf) {
        return new CargoConfig(CargoConfigFiles.discover(directory, environment), Map.copyOf(environment), cfgOf);
    }

    /** Returns Cargo's own folder, {@code $CARGO_HOME}, for a cargo started in a directory. */
    public static Path home(Path directory, Map<String, String> environment) {
        return CargoConfigFiles.cargoHome(directory, environment);
    }

    /** Returns every file that was read or would have been, had it existed: what the answers here depend on. */
    public List<Path> candidates() {
        return files.candidates();
    }

    /** Returns the linker of a target, as written. */
    public Optional<Setting> linker(TargetTriple triple) {
        return ofTarget(triple, "linker");
    }

    /** Returns the program, with arguments, that runs binaries of a target. */
    public Optional<Setting> runner(TargetTriple triple) {
        return ofTarget(triple, "runner");
    }

    /** Returns an entry of a triple's own table in the files where it is a text: cargo fails when {@code --config} has a list there. */
    public Optional<Setting> text(TargetTriple triple, String key) {
        return files.strongest(List.of("target", triple.name(), key))
                .filter(definition -> definition.value() instanceof String)
                .map(definition -> new Setting(text(definition.value()), definition.source()));
    }

    /** Returns this configuration with more variables laid over cargo's environment. */
    public CargoConfig with(Map<String, String> variables) {
        var merged = new HashMap<>(environment);
        merged.putAll(variables);
        return new CargoConfig(files, Map.copyOf(merged), cfgOf);
    }

    /**
     * Returns the flags that cargo gives rustc for a target: those of {@code CARGO_ENCODED_RUSTFLAGS}, else of {@code RUSTFLAGS}, else
     * all of the target's own, else {@code build.rustflags}.
     *
     * @param added the target's flags in a file that {@code --config} names
     * @see <a href="https://doc.rust-lang.org/cargo/reference/config.html#buildrustflags">Cargo's order</a>
     */
    public RustFlags rustflags(TargetTriple triple, List<String> added) {
        String encoded = environment.get("CARGO_ENCODED_RUSTFLAGS");
        if (encoded != null) {
            return new RustFlags(encoded.isEmpty() ? List.of() : List.of(encoded.split(RustFlags.SEPARATOR, -1)));
        }
        String variable = environment.get("RUSTFLAGS");
        if (variable != null) {
            return new RustFlags(words(variable));
        }
        var flags = new ArrayList<>(joined(List.of("target", triple.name(), "rustflags")));
        flags.addAll(words(environment.getOrDefault(variableName(triple, "rustflags"), "")));
        flags.addAll(added);
        cfgKeys(triple, "rustflags").forEach(key -> flags.addAll(joined(key)));
        if (flags.isEmpty()) {
            flags.addAll(joined(List.of("build", "rustflags")));
            flags.addAll(words(environment.getOrDefault("CARGO_BUILD_RUSTFLAGS", "")));
        }
        return new RustFlags(flags);
    }

    /**
     * Returns where the user set flags for a target that cargo drops, because one of the variables {@code CARGO_ENCODED_RUSTFLAGS} and
     * {@code RUSTFLAGS} is set.
     */
    public List<Setting> droppedRustflags(TargetTriple triple) {
        if (!environment.containsKey("CARGO_ENCODED_RUSTFLAGS") && !environment.containsKey("RUSTFLAGS")) {
            return List.of();
        }
        return Stream.of(
                        fromFiles(List.of("target", triple.name(), "rustflags")).stream(),
                        variable(variableName(triple, "rustflags")).stream(),
                        cfgKeys(triple, "rustflags").stream().flatMap(key -> fromFiles(key).stream()),
                        build("rustflags").stream())
                .flatMap(settings -> settings)
                .toList();
    }

    /**
     * Returns a value of the {@code [build]} table, such as {@code target-dir}, {@code rustc-wrapper} or {@code target},
     * or of its variable {@code CARGO_BUILD_…}.
     */
    public Optional<Setting> build(String key) {
        return variable("CARGO_BUILD_" + key.replace('-', '_').toUpperCase(Locale.ROOT))
                .or(() -> fromFiles(List.of("build", key)));
    }

    /** Returns a value of the table {@code [profile.NAME]}, or of its variable {@code CARGO_PROFILE_…}. */
    public Optional<Setting> profile(String name, String key) {
        return variable(("CARGO_PROFILE_" + name + "_" + key).replace('-', '_').toUpperCase(Locale.ROOT))
                .or(() -> fromFiles(List.of("profile", name, key)));
    }

    /** Returns a value of the table {@code [registries.NAME]}, or of its variable {@code CARGO_REGISTRIES_…}. */
    Optional<Setting> registry(String name, String key) {
        return variable(registryVariable(name, key)).or(() -> fromFiles(List.of("registries", name, key)));
    }

    /** Returns what provides the credentials of registries that name no provider of their own. */
    Optional<Setting> credentialProviders() {
        return variable("CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS")
                .or(() -> fromFiles(List.of("registry", "global-credential-providers")));
    }

    /** Returns the variable that stands for a value of {@code [registries.NAME]}. */
    static String registryVariable(String name, String key) {
        return ("CARGO_REGISTRIES_" + name + "_" + key).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Returns what the {@code [env]} table sets a variable to, for rustc and build scripts. */
    public Optional<Setting> env(String variable) {
        return fromFiles(List.of("env", variable, "value")).or(() -> fromFiles(List.of("env", variable)));
    }

    /** Returns the entry of the triple's own table, or else of a {@code cfg(…)} table that matches. */
    private Optional<Setting> ofTarget(TargetTriple triple, String key) {
        return variable(variableName(triple, key))
                .or(() -> fromFiles(List.of("target", triple.name(), key)))
                .or(() -> cfgKeys(triple, key).stream()
                        .flatMap(cfgKey -> fromFiles(cfgKey).stream())
                        .findFirst());
    }

    private Optional<Setting> fromFiles(List<String> key) {
        return files.strongest(key)
                .filter(definition -> !(definition.value() instanceof TomlTable))
                .map(definition -> new Setting(text(definition.value()), definition.source()));
    }

    /** Lists are joined over all files; a text is replaced by that of a deeper file. */
    private List<String> joined(List<String> key) {
        List<String> words = new ArrayList<>();
        for (CargoConfigFiles.Definition definition : files.all(key)) {
            if (definition.value() instanceof TomlArray list) {
                list.toList().forEach(element -> words.add(element.toString()));
            } else {
                words.clear();
                words.addAll(words(definition.value().toString()));
            }
        }
        return words;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
    }

    /** Returns the keys of the matching {@code cfg(…)} tables that have this entry, sorted as Cargo sorts them. */
    private List<List<String>> cfgKeys(TargetTriple triple, String key) {
        List<String> expressions = files.keysOf("target").stream()
                .filter(name -> name.startsWith("cfg("))
                .filter(name -> files.strongest(List.of("target", name, key)).isPresent())
                .sorted()
                .toList();
        if (expressions.isEmpty()) {
            return List.of();
        }
        Set<String> facts = cfgOf.apply(triple);
        return expressions.stream()
                .filter(expression -> CfgExpression.matches(expression, facts))
                .map(expression -> List.of("target", expression, key))
                .toList();
    }

    private Optional<Setting> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .map(value -> new Setting(value, "environment variable " + name));
    }

    private static String variableName(TargetTriple triple, String key) {
        return "CARGO_TARGET_" + triple.cargoVariableInfix() + "_" + key.toUpperCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return value instanceof TomlArray list
                ? String.join(" ", list.toList().stream().map(Objects::toString).toList())
                : value.toString();
    }
}
