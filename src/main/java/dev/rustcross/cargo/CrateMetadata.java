package dev.rustcross.cargo;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.rustcross.failure.ToolFailedException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code cargo metadata --format-version 1} says of a workspace.
 *
 * @param workspaceRoot the folder of the workspace's manifest and lock file
 * @param targetDirectory Cargo's target directory
 * @param packages every package described, by its identifier, in Cargo's order; without {@code --no-deps} those of the
 *     dependencies as well
 * @param members the identifiers of the workspace's own packages
 * @param defaultMembers the identifiers of those that Cargo builds when none is named; all members before Cargo 1.71
 * @param dependencies the resolved edges by dependent package; empty with {@code --no-deps}
 * @see <a href="https://doc.rust-lang.org/cargo/commands/cargo-metadata.html#json-format">the format</a>
 */
public record CrateMetadata(
        Path workspaceRoot,
        Path targetDirectory,
        Map<String, CargoPackage> packages,
        List<String> members,
        List<String> defaultMembers,
        Map<String, List<Dependency>> dependencies) {

    /** What an edge is called here whose kind is null in JSON. */
    private static final String NORMAL = "normal";

    /**
     * An edge of the resolved graph.
     *
     * @param packageId the package depended on
     * @param normal whether the code itself uses it
     * @param build whether the build script uses it
     */
    public record Dependency(String packageId, boolean normal, boolean build) {}

    /**
     * Reads the output of {@code cargo metadata}.
     *
     * @throws ToolFailedException when it is not that
     */
    public static CrateMetadata parse(String json) {
        try (var reader = new JsonReader(new StringReader(json))) {
            return read(reader);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new ToolFailedException("'cargo metadata' printed something that is not its JSON format 1: "
                    + e.getMessage() + "; update cargo, or run 'cargo metadata --format-version 1' to see");
        }
    }

    /** Returns the workspace's own packages. */
    public List<CargoPackage> memberPackages() {
        return members.stream().map(this::require).toList();
    }

    /** Returns the packages that Cargo builds when none is named. */
    public List<CargoPackage> defaultPackages() {
        return defaultMembers.stream().map(this::require).toList();
    }

    /** Returns the described package with this identifier. */
    public Optional<CargoPackage> find(String packageId) {
        return Optional.ofNullable(packages.get(packageId));
    }

    /**
     * Returns why building these packages may call a C compiler or need a native library for the target, in words such as
     * {@code "libz-sys 1.1.20 (links z)"}; empty when nothing in the graph does.
     *
     * <p>Looked at are the packages whose code ends up in the target's binaries: neither development dependencies nor what
     * only build scripts and macros use. A package counts when it declares {@code links}, or when its build script uses a
     * crate that calls C tools. Exact for the platform that {@code --filter-platform} named.
     *
     * @param packageIds the packages to build
     */
    public Optional<String> nativeCode(List<String> packageIds) {
        return new DependencyGraph(packages, dependencies).nativeCode(packageIds);
    }

    /**
     * Returns a package that runs on the machine that builds, its build script or as a procedural macro, while these packages are built for
     * the target: its name and version; empty where there is none.
     *
     * @param packageIds the packages to build
     */
    public Optional<String> hostCode(List<String> packageIds) {
        return new DependencyGraph(packages, dependencies).hostCode(packageIds);
    }

    /** Returns the packages that these use by normal dependencies, themselves included, for the platform that was named. */
    public Inventory inventory(List<String> packageIds) {
        return new DependencyGraph(packages, dependencies).inventory(packageIds);
    }

    private CargoPackage require(String packageId) {
        return find(packageId)
                .orElseThrow(() -> new IllegalStateException("member " + packageId + " is not among the packages"));
    }

    private static CrateMetadata read(JsonReader json) throws IOException {
        Map<String, CargoPackage> packages = new LinkedHashMap<>();
        Map<String, List<Dependency>> dependencies = new HashMap<>();
        List<String> members = List.of();
        List<String> defaultMembers = null;
        String workspaceRoot = null;
        String targetDirectory = null;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "packages" ->
                    JsonValues.forEach(json, () -> {
                        CargoPackage each = readPackage(json);
                        packages.put(each.id(), each);
                    });
                case "resolve" -> readResolve(json, dependencies);
                case "workspace_members" -> members = JsonValues.strings(json);
                case "workspace_default_members" -> defaultMembers = JsonValues.strings(json);
                case "workspace_root" -> workspaceRoot = json.nextString();
                case "target_directory" -> targetDirectory = json.nextString();
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new CrateMetadata(
                Path.of(required(workspaceRoot, "workspace_root")),
                Path.of(required(targetDirectory, "target_directory")),
                packages,
                members,
                defaultMembers == null ? members : defaultMembers,
                dependencies);
    }

    private static CargoPackage readPackage(JsonReader json) throws IOException {
        String id = null;
        String name = null;
        String version = null;
        String manifestPath = null;
        String links = null;
        String source = null;
        String license = null;
        List<CargoTarget> targets = new ArrayList<>();
        Set<String> features = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id = json.nextString();
                case "name" -> name = json.nextString();
                case "version" -> version = json.nextString();
                case "source" -> source = JsonValues.stringOrNull(json);
                case "license" -> license = JsonValues.stringOrNull(json);
                case "manifest_path" -> manifestPath = json.nextString();
                case "links" -> links = JsonValues.stringOrNull(json);
                case "targets" -> JsonValues.forEach(json, () -> targets.add(readTarget(json)));
                case "features" -> features.addAll(names(json));
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new CargoPackage(
                required(id, "id"),
                required(name, "name"),
                required(version, "version"),
                source,
                license,
                Path.of(required(manifestPath, "manifest_path")),
                links,
                targets,
                features);
    }

    private static List<String> names(JsonReader json) throws IOException {
        List<String> names = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            names.add(json.nextName());
            json.skipValue();
        }
        json.endObject();
        return names;
    }

    /** Reads a target, as descriptions of packages and build messages both have it. */
    static CargoTarget readTarget(JsonReader json) throws IOException {
        String name = null;
        List<String> kinds = List.of();
        List<String> crateTypes = List.of();
        List<String> requiredFeatures = List.of();
        boolean doctest = false;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "name" -> name = json.nextString();
                case "kind" -> kinds = JsonValues.strings(json);
                case "crate_types" -> crateTypes = JsonValues.strings(json);
                case "required-features" -> requiredFeatures = JsonValues.strings(json);
                case "doctest" -> doctest = json.nextBoolean();
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new CargoTarget(required(name, "name"), kinds, crateTypes, requiredFeatures, doctest);
    }

    /** With {@code --no-deps} the value is null. */
    private static void readResolve(JsonReader json, Map<String, List<Dependency>> dependencies) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return;
        }
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("nodes")) {
                JsonValues.forEach(json, () -> readNode(json, dependencies));
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private static void readNode(JsonReader json, Map<String, List<Dependency>> dependencies) throws IOException {
        String id = null;
        List<Dependency> edges = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id = json.nextString();
                case "deps" -> JsonValues.forEach(json, () -> edges.add(readDependency(json)));
                default -> json.skipValue();
            }
        }
        json.endObject();
        dependencies.put(required(id, "id"), List.copyOf(edges));
    }

    private static Dependency readDependency(JsonReader json) throws IOException {
        String packageId = null;
        List<String> kinds = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "pkg" -> packageId = json.nextString();
                case "dep_kinds" -> JsonValues.forEach(json, () -> kinds.add(readDependencyKind(json)));
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new Dependency(required(packageId, "pkg"), kinds.contains(NORMAL), kinds.contains("build"));
    }

    private static String readDependencyKind(JsonReader json) throws IOException {
        String kind = NORMAL;
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("kind")) {
                String value = JsonValues.stringOrNull(json);
                kind = value == null ? NORMAL : value;
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        return kind;
    }

    private static String required(@Nullable String value, String name) throws IOException {
        if (value == null) {
            throw new MalformedJsonException("\"" + name + "\" is missing");
        }
        return value;
    }
}
