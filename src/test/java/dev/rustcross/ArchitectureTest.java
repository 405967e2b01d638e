package dev.rustcross;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.maven.StandardOutput;
import java.io.FileDescriptor;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the arrows between the packages; {@code ARCHITECTURE.md} says what each is for. */
class ArchitectureTest {

    private static final String ROOT = "dev.rustcross";

    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .importUrl(RustCrossException.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    /** What each package may import of the others. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("failure", Set.of()),
            Map.entry("file", Set.of()),
            Map.entry("binary", Set.of()),
            Map.entry("process", Set.of("failure")),
            Map.entry("target", Set.of("failure")),
            Map.entry("host", Set.of("target")),
            Map.entry("macho", Set.of("binary", "file")),
            Map.entry("archive", Set.of("file")),
            Map.entry("results", Set.of("file")),
            Map.entry("check", Set.of("binary", "cargo", "target")),
            Map.entry("cargo", Set.of("failure", "target")),
            Map.entry("manifest", Set.of("file")),
            Map.entry("workflow", Set.of("target")),
            Map.entry("sbom", Set.of("cargo")),
            Map.entry("toolchain", Set.of("failure", "file", "host", "process", "target")),
            Map.entry("diagnosis", Set.of("host", "plan", "target")),
            Map.entry("plan", Set.of("archive", "cargo", "failure", "file", "host", "process", "target")),
            Map.entry(
                    "execution",
                    Set.of(
                            "archive",
                            "binary",
                            "cargo",
                            "check",
                            "diagnosis",
                            "failure",
                            "file",
                            "host",
                            "macho",
                            "manifest",
                            "plan",
                            "process",
                            "results",
                            "sbom",
                            "target",
                            "workflow",
                            "toolchain")),
            Map.entry("maven", Set.of("execution", "failure")),
            Map.entry(
                    "mojo",
                    Set.of(
                            "archive",
                            "cargo",
                            "check",
                            "execution",
                            "failure",
                            "host",
                            "maven",
                            "plan",
                            "process",
                            "target",
                            "toolchain",
                            "workflow")));

    @SuppressWarnings("unused") // by @FieldSource
    private static final Set<String> PACKAGES = ARROWS.keySet();

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void arrowsPointOneWay(String name) {
        DescribedPredicate<JavaClass> outside = DescribedPredicate.not(resideInAPackage(ROOT + ".."));
        String[] allowed = ARROWS.get(name).stream()
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should(onlyDependOnClassesThat(
                        outside.or(resideInAPackage(ROOT + "." + name + "..")).or(resideInAnyPackage(allowed))))
                .check(PLUGIN);
    }

    @Test
    void everyPackageHasItsArrows() {
        assertThat(PLUGIN.stream()
                        .map(type -> type.getPackageName().split("\\.", -1)[2])
                        .collect(Collectors.toSet()))
                .isEqualTo(ARROWS.keySet());
    }

    @Test
    void noCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PLUGIN);
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PLUGIN);
    }

    @Test
    void theCoreDoesNotKnowMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".mojo..", ROOT + ".maven..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..", "org.eclipse..", "javax.inject..")
                .check(PLUGIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(PLUGIN.stream()
                        .map(JavaClass::getPackage)
                        .filter(contents -> !contents.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName))
                .isEmpty();
    }

    @Test
    void onlyTheRunnerStartsProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".process..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec"))))
                .check(PLUGIN);
    }

    @Test
    void theEnvironmentIsReadInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".host..")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(PLUGIN);
    }

    @Test
    void nothingIsPrintedButThroughTheLog() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PLUGIN);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PLUGIN);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(StandardOutput.class.getName())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(FileDescriptor.class)
                .check(PLUGIN);
        noClasses().should().callMethod(System.class, "exit", int.class).check(PLUGIN);
    }

    /** Goals of several modules run side by side under {@code mvn -T}. */
    @Test
    void noStateIsShared() {
        assertThat(PLUGIN.stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                        .map(JavaMember::getFullName))
                .isEmpty();
    }
}
