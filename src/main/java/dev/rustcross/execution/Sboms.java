package dev.rustcross.execution;

import dev.rustcross.archive.Checksum;
import dev.rustcross.cargo.CargoLock;
import dev.rustcross.cargo.CargoPackage;
import dev.rustcross.cargo.CrateMetadata;
import dev.rustcross.cargo.Inventory;
import dev.rustcross.execution.Shipment.ShippedFile;
import dev.rustcross.failure.ToolFailedException;
import dev.rustcross.file.AtomicFile;
import dev.rustcross.file.FileState;
import dev.rustcross.manifest.ManifestFile;
import dev.rustcross.plan.ArchiveName;
import dev.rustcross.plan.ArchiveSettings;
import dev.rustcross.plan.CrateProduct;
import dev.rustcross.plan.Project;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.process.ProcessRunner.Captured;
import dev.rustcross.sbom.Sbom;
import dev.rustcross.sbom.ShippedArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bills of materials, one for the archives of each classifier. */
final class Sboms {

    private final Project project;
    private final ArchiveSettings archives;
    private final PlanRecord planned;
    private final Survey survey;
    private final boolean offline;

    /**
     * Creates the bills of a build.
     *
     * @param project the project that ships
     * @param archives how files are called, and their time stamp
     * @param planned what was built
     * @param survey asks cargo, as the build did
     * @param offline whether cargo may not use the network
     */
    Sboms(Project project, ArchiveSettings archives, PlanRecord planned, Survey survey, boolean offline) {
        this.project = project;
        this.archives = archives;
        this.planned = planned;
        this.survey = survey;
        this.offline = offline;
    }

    /** Returns the classifier of the bill for the archives of a classifier. */
    static String classifier(String ofArchives) {
        return ofArchives + "-cyclonedx";
    }

    /** Returns the name of the bill for the archives of a classifier. */
    static String fileName(ArchiveName name, String ofArchives) {
        return name.of(classifier(ofArchives)) + ".json";
    }

    /** Returns the bill for a shipment, which is as long the same as what it names and what the plan was made for. */
    Deliverable of(Shipment shipment, Path folder) throws IOException {
        var inputs = new StringBuilder(planned.digest())
                .append('|')
                .append(FileState.describe(lockFile()))
                .append('|')
                .append(String.join(
                        "|", project.groupId(), project.artifactId(), project.version(), project.pluginVersion()))
                .append('|')
                .append(archives.timestamp().getEpochSecond())
                .append(PluginJar.state());
        for (ShippedFile file : shipment.files()) {
            inputs.append('|').append(file.file()).append('|').append(FileState.describe(file.file()));
        }
        Path bill = folder.resolve(fileName(archives.name(), shipment.classifier()));
        return new Deliverable(
                classifier(shipment.classifier()),
                "json",
                bill,
                false,
                0,
                inputs.toString(),
                () -> write(shipment, bill));
    }

    private Path lockFile() {
        return planned.plan().workspaceRoot().resolve("Cargo.lock");
    }

    private ManifestFile write(Shipment shipment, Path file) throws IOException {
        List<CrateMetadata> crates =
                shipment.targets().stream().map(this::crate).toList();
        var binaries = new ArrayList<ShippedArtifact.Binary>();
        for (ShippedFile shipped : shipment.files()) {
            binaries.add(new ShippedArtifact.Binary(
                    shipped.file(),
                    shipped.kind() == CrateProduct.Kind.LIBRARY,
                    packageId(crates.get(0), shipped.packageName()),
                    Checksum.of(shipped.file()).hex()));
        }
        var artifact = new ShippedArtifact(
                project.groupId(),
                project.artifactId(),
                project.version(),
                shipment.classifier(),
                shipment.formats().get(0).type(shipment.windows()),
                binaries);
        List<String> packageIds = binaries.stream()
                .map(ShippedArtifact.Binary::packageId)
                .distinct()
                .toList();
        Inventory inventory = crates.stream()
                .map(crate -> crate.inventory(packageIds))
                .reduce(Inventory::and)
                .orElseThrow();
        AtomicFile.writeString(
                file,
                Sbom.json(
                        artifact,
                        inventory,
                        CargoLock.read(lockFile()),
                        archives.timestamp(),
                        project.pluginVersion()));
        return ManifestEntries.ofBill(classifier(shipment.classifier()), file, Checksum.of(file), shipment);
    }

    private static String packageId(CrateMetadata crate, String packageName) {
        return crate.memberPackages().stream()
                .filter(member -> member.name().equals(packageName))
                .map(CargoPackage::id)
                .findFirst()
                .orElseThrow(() -> new ToolFailedException(
                        "cargo metadata tells of no package " + packageName + ", which the binaries are of"));
    }

    private CrateMetadata crate(TargetRequest target) {
        Captured answer = survey.dependencies(target, planned.plan().locked(), offline);
        if (!answer.result().succeeded()) {
            throw new ToolFailedException("cargo metadata failed for " + target.triple()
                    + ", so that its bill of materials cannot be written:\n"
                    + String.join("\n", answer.stderr())
                    + "\n  Mend what cargo says, or write <sbom>false</sbom>.");
        }
        return CrateMetadata.parse(String.join("", answer.stdout()));
    }
}
