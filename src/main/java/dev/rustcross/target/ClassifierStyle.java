package dev.rustcross.target;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A vocabulary for the classifiers of attached artifacts. */
public enum ClassifierStyle {

    /** Go's {@code GOOS-GOARCH}, as release pages use: {@code linux-amd64}, {@code darwin-arm64}. */
    GO("go") {
        @Override
        String operatingSystem(TargetTriple triple) {
            return triple.isMacOs() ? "darwin" : plainOperatingSystem(triple);
        }

        @Override
        String architecture(String rust) {
            return GO_ARCHITECTURES.getOrDefault(rust, rust);
        }
    },

    /** The names of os-maven-plugin's {@code os.detected.classifier}: {@code osx-aarch_64}. */
    OS_MAVEN("os-maven") {
        @Override
        String operatingSystem(TargetTriple triple) {
            return triple.isMacOs() ? "osx" : plainOperatingSystem(triple);
        }

        @Override
        String architecture(String rust) {
            return OS_MAVEN_ARCHITECTURES.getOrDefault(rust, rust);
        }
    },

    /** The triple itself. */
    TRIPLE("triple") {
        @Override
        String operatingSystem(TargetTriple triple) {
            return triple.name();
        }

        @Override
        String architecture(String rust) {
            return rust;
        }

        @Override
        public String classifier(TargetTriple triple) {
            return triple.name();
        }

        @Override
        public String universalMacOs() {
            return "universal2-apple-darwin";
        }
    };

    private static final Map<String, String> GO_ARCHITECTURES = Map.ofEntries(
            Map.entry("x86_64", "amd64"),
            Map.entry("aarch64", "arm64"),
            Map.entry("i586", "386"),
            Map.entry("i686", "386"),
            Map.entry("arm", "armv6"),
            Map.entry("riscv64gc", "riscv64"),
            Map.entry("powerpc64le", "ppc64le"),
            Map.entry("powerpc64", "ppc64"),
            Map.entry("loongarch64", "loong64"),
            Map.entry("mipsel", "mipsle"),
            Map.entry("mips64el", "mips64le"));

    private static final Map<String, String> OS_MAVEN_ARCHITECTURES = Map.ofEntries(
            Map.entry("aarch64", "aarch_64"),
            Map.entry("i586", "x86_32"),
            Map.entry("i686", "x86_32"),
            Map.entry("arm", "arm_32"),
            Map.entry("armv7", "arm_32"),
            Map.entry("riscv64gc", "riscv64"),
            Map.entry("powerpc64le", "ppcle_64"),
            Map.entry("powerpc64", "ppc_64"),
            Map.entry("s390x", "s390_64"),
            Map.entry("loongarch64", "loongarch_64"),
            Map.entry("sparc64", "sparc_64"));

    private final String value;

    ClassifierStyle(String value) {
        this.value = value;
    }

    /** Returns how the style is written in a POM. */
    public String value() {
        return value;
    }

    /** Returns the style of that name, as a POM writes it. */
    public static Optional<ClassifierStyle> parse(String value) {
        return Arrays.stream(values())
                .filter(style -> style.value.equals(value))
                .findFirst();
    }

    /** Returns the classifier of a target's artifacts, without an ABI. */
    public String classifier(TargetTriple triple) {
        return operatingSystem(triple) + "-" + architecture(triple.architecture());
    }

    /** Returns the classifier of the fused macOS binaries. */
    public String universalMacOs() {
        return (this == OS_MAVEN ? "osx" : "darwin") + "-universal";
    }

    abstract String operatingSystem(TargetTriple triple);

    abstract String architecture(String rust);

    private static String plainOperatingSystem(TargetTriple triple) {
        if (triple.isAndroid()) {
            return "android";
        }
        if (triple.isLinux()) {
            return "linux";
        }
        if (triple.isWindows()) {
            return "windows";
        }
        String[] parts = triple.name().split("-", -1);
        return parts.length > 2 ? parts[2] : parts[parts.length - 1];
    }
}
