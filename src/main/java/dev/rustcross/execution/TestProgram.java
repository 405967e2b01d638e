package dev.rustcross.execution;

import dev.rustcross.cargo.CompilerArtifact;
import dev.rustcross.plan.CargoCall;
import dev.rustcross.plan.PlannedTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A test program of a package, for one target.
 *
 * @param call the cargo call that built it
 * @param target the target
 * @param packageName the package
 * @param kind what is tested
 * @param name the name of the Cargo target; empty for the library, which a package has one of at most
 */
record TestProgram(CargoCall call, PlannedTarget target, String packageName, Kind kind, String name) {

    /** What cargo makes a test program of, in the order in which it runs them. */
    enum Kind {
        /** The library's own tests. */
        LIB,
        /** A binary's own tests. */
        BIN,
        /** A file or folder below {@code tests}. */
        TEST,
        /** An example, where the manifest says that it is a test. */
        EXAMPLE,
        /** A benchmark, where the manifest says that it is a test. */
        BENCH,
        /** The examples in the library's documentation, which rustdoc compiles and runs. */
        DOC;

        private static Kind of(List<String> targetKinds) {
            for (Kind kind : List.of(BIN, TEST, EXAMPLE, BENCH)) {
                if (targetKinds.contains(kind.word())) {
                    return kind;
                }
            }
            return LIB;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The order in which cargo runs them. */
    static final Comparator<TestProgram> ORDER = Comparator.comparing(TestProgram::packageName)
            .thenComparing(TestProgram::kind)
            .thenComparing(TestProgram::name);

    /** Returns the program that an artifact is. */
    static TestProgram of(CompilerArtifact artifact, CargoCall call, PlannedTarget target, String packageName) {
        Kind kind = Kind.of(artifact.targetKinds());
        return new TestProgram(call, target, packageName, kind, kind == Kind.LIB ? "" : artifact.targetName());
    }

    /** Returns its short name, unique in the package: {@code lib}, {@code bin-NAME}, {@code test-NAME} … or {@code doc}. */
    String label() {
        return name.isEmpty() ? kind.word() : kind.word() + "-" + name;
    }

    /** Returns the options by which cargo runs this program alone. */
    List<String> selection() {
        var options = new ArrayList<>(List.of("--package", packageName, "--" + kind.word()));
        if (!name.isEmpty()) {
            options.add(name);
        }
        return options;
    }
}
