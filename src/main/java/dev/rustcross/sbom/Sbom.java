package dev.rustcross.sbom;

import dev.rustcross.cargo.CargoLock;
import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.Inventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.json.BomJsonGenerator;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Component.Scope;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.metadata.ToolInformation;

/**
 * A bill of materials in CycloneDX 1.6: the artifact with its binaries, and the crates that these are made of.
 *
 * <p>The same facts give the same bytes: it has no serial number, and names no folder.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">the format</a>
 */
public final class Sbom {

    private final ShippedArtifact artifact;
    private final Inventory inventory;
    private final CargoLock lock;

    /** Package URLs by Cargo's identifiers, which hold folders. */
    private final Map<String, String> crates = new TreeMap<>();

    private Sbom(ShippedArtifact artifact, Inventory inventory, CargoLock lock) {
        this.artifact = artifact;
        this.inventory = inventory;
        this.lock = lock;
        inventory.packages().forEach((id, crate) -> crates.put(id, PackageUrls.of(crate)));
    }

    /**
     * Returns the bill as JSON, with line feeds on every system.
     *
     * @param artifact what it is for
     * @param inventory the crates
     * @param lock has their checksums
     * @param timestamp when it was made
     * @param generatorVersion the version of this plugin
     */
    public static String json(
            ShippedArtifact artifact, Inventory inventory, CargoLock lock, Instant timestamp, String generatorVersion) {
        Bom bom = new Sbom(artifact, inventory, lock).bom(timestamp, generatorVersion);
        try {
            return new BomJsonGenerator(bom, Version.VERSION_16).toJsonString().replace(System.lineSeparator(), "\n")
                    + "\n";
        } catch (GeneratorException e) {
            throw new IllegalStateException("a bill of materials that is no JSON", e);
        }
    }

    private Bom bom(Instant timestamp, String generatorVersion) {
        var metadata = new Metadata();
        metadata.setTimestamp(Date.from(timestamp));
        metadata.setToolChoice(generator(generatorVersion));
        metadata.setComponent(shipped());
        var bom = new Bom();
        bom.setVersion(1);
        bom.setMetadata(metadata);
        bom.setComponents(inventory.packages().values().stream()
                .map(this::crate)
                .sorted(Comparator.comparing(Component::getBomRef))
                .toList());
        bom.setDependencies(dependencies());
        return bom;
    }

    private static ToolInformation generator(String version) {
        Component plugin = component(Component.Type.APPLICATION, "rust-cross-maven-plugin", version);
        plugin.setGroup("dev.rustcross");
        var tools = new ToolInformation();
        tools.setComponents(List.of(plugin));
        return tools;
    }

    private Component shipped() {
        boolean onlyLibraries = artifact.binaries().stream().allMatch(ShippedArtifact.Binary::library);
        Component shipped = component(
                onlyLibraries ? Component.Type.LIBRARY : Component.Type.APPLICATION,
                artifact.artifactId(),
                artifact.version());
        shipped.setGroup(artifact.groupId());
        shipped.setBomRef(PackageUrls.of(artifact));
        shipped.setPurl(shipped.getBomRef());
        shipped.setComponents(artifact.binaries().stream().map(this::binary).toList());
        return shipped;
    }

    private Component binary(ShippedArtifact.Binary binary) {
        CargoPackage crate = require(binary.packageId());
        Component component = component(
                binary.library() ? Component.Type.LIBRARY : Component.Type.APPLICATION,
                fileName(binary),
                crate.version());
        component.setBomRef(reference(binary));
        component.addHash(new Hash(Hash.Algorithm.SHA_256, binary.sha256()));
        license(crate).ifPresent(component::setLicenses);
        return component;
    }

    private Component crate(CargoPackage crate) {
        Component component = component(Component.Type.LIBRARY, crate.name(), crate.version());
        component.setBomRef(reference(crate.id()));
        component.setPurl(reference(crate.id()));
        component.setScope(inventory.linked().contains(crate.id()) ? Scope.REQUIRED : Scope.EXCLUDED);
        lock.checksum(crate).ifPresent(sha256 -> component.addHash(new Hash(Hash.Algorithm.SHA_256, sha256)));
        license(crate).ifPresent(component::setLicenses);
        return component;
    }

    private List<Dependency> dependencies() {
        var dependencies = new ArrayList<Dependency>();
        dependencies.add(dependency(
                PackageUrls.of(artifact),
                artifact.binaries().stream().map(Sbom::reference).toList()));
        artifact.binaries()
                .forEach(binary ->
                        dependencies.add(dependency(reference(binary), List.of(reference(binary.packageId())))));
        crates.forEach((id, url) -> dependencies.add(dependency(
                url,
                inventory.uses().getOrDefault(id, Set.of()).stream()
                        .map(this::reference)
                        .toList())));
        dependencies.sort(Comparator.comparing(Dependency::getRef));
        return dependencies;
    }

    private static Dependency dependency(String user, List<String> used) {
        var dependency = new Dependency(user);
        used.stream().sorted().map(Dependency::new).forEach(dependency::addDependency);
        return dependency;
    }

    private static Component component(Component.Type type, String name, String version) {
        var component = new Component();
        component.setType(type);
        component.setName(name);
        component.setVersion(version);
        return component;
    }

    private static Optional<LicenseChoice> license(CargoPackage crate) {
        return Optional.ofNullable(crate.license()).map(Licenses::of);
    }

    private static String fileName(ShippedArtifact.Binary binary) {
        return String.valueOf(binary.file().getFileName());
    }

    private static String reference(ShippedArtifact.Binary binary) {
        return "file:" + fileName(binary);
    }

    private String reference(String packageId) {
        return Objects.requireNonNull(crates.get(packageId));
    }

    private CargoPackage require(String packageId) {
        return Objects.requireNonNull(inventory.packages().get(packageId));
    }
}
