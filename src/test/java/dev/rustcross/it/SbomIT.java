package dev.rustcross.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rustcross.archive.Checksum;
import dev.rustcross.it.harness.CaseProject;
import dev.rustcross.it.harness.Matrix;
import dev.rustcross.it.harness.Maven;
import dev.rustcross.it.harness.MavenTest;
import dev.rustcross.it.harness.Repositories;
import dev.rustcross.testing.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;

/** Bills of materials, as they are attached and installed. */
@RequiresTool({"cargo", "rustup"})
class SbomIT {

    private static final String X86 = "sbom-1.4.2-linux-amd64-cyclonedx.json";
    private static final String ARM = "sbom-1.4.2-linux-arm64-cyclonedx.json";

    @MavenTest(Matrix.OLDEST_AND_NEWEST)
    void eachTargetHasItsOwnBill(Maven maven) throws Exception {
        CaseProject project = maven.project("sbom");

        project.mvn("install").succeeds();

        Path installed = Repositories.local().resolve("dev/rustcross/it/sbom/1.4.2");
        Bom bill = valid(installed.resolve(X86));
        assertThat(bill.getComponents())
                .extracting(Component::getPurl)
                .containsExactly("pkg:cargo/cfg-if@1.0.5", "pkg:cargo/hello@1.4.2?download_url=file%3A%2F%2F.");
        assertThat(valid(installed.resolve(ARM)).getComponents())
                .extracting(Component::getName)
                .containsExactly("cfg-if", "hello", "itoa");
        assertThat(installed.resolve(X86 + ".sha256")).exists();
        assertThat(bill.getMetadata().getComponent().getComponents())
                .extracting(
                        Component::getName,
                        program -> program.getHashes().get(0).getValue())
                .containsExactly(tuple(
                        "hello",
                        Checksum.of(project.file("target/rust-cross/bin/x86_64-unknown-linux-musl/hello"))
                                .hex()));
        assertThat(bill.getComponents().get(0).getHashes().get(0).getValue())
                .isSubstringOf(Files.readString(project.file("Cargo.lock")));

        Path file = project.dist().resolve(X86);
        assertThat(project.dist().resolve("SHA256SUMS"))
                .content()
                .contains(Checksum.of(file).line());
        FileTime made = Files.getLastModifiedTime(file);
        assertThat(project.mvn("package").succeeds().log()).contains("Nothing to pack: 2 archives are up to date.");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(made);

        project.edit("pom.xml", "<sbom>true", "<sbom>false").mvn("package").succeeds();
        assertThat(project.distNames()).noneMatch(name -> name.contains("cyclonedx"));
    }

    private static Bom valid(Path file) throws Exception {
        byte[] json = Files.readAllBytes(file);
        assertThat(new JsonParser().validate(json, Version.VERSION_16)).isEmpty();
        return new JsonParser().parse(json);
    }
}
