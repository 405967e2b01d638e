package dev.rustcross.it.harness;

import java.util.List;
import java.util.stream.Stream;

/** Which Mavens and JDKs a test is run with. */
public enum Matrix {

    /** The oldest Maven, where what is shown does not depend on Maven. */
    OLDEST {
        @Override
        Stream<Cell> cells(List<String> versions) {
            return Stream.of(versions.get(0)).map(Cell::onRunningJdk);
        }
    },

    /** The oldest and the newest Maven, which differ most. */
    OLDEST_AND_NEWEST {
        @Override
        Stream<Cell> cells(List<String> versions) {
            return Stream.of(versions.get(0), versions.get(versions.size() - 1)).map(Cell::onRunningJdk);
        }
    },

    /** Every Maven, on the running JDK. */
    ALL_MAVENS {
        @Override
        Stream<Cell> cells(List<String> versions) {
            return versions.stream().map(Cell::onRunningJdk);
        }
    },

    /** Every Maven on every JDK. */
    ALL {
        @Override
        Stream<Cell> cells(List<String> versions) {
            return versions.stream().flatMap(version -> JDKS.stream().map(feature -> new Cell(version, feature)));
        }
    };

    private static final List<Integer> JDKS = List.of(17, 25);

    /** Returns the combinations to run, given the versions that are there, oldest first. */
    abstract Stream<Cell> cells(List<String> versions);

    /** One combination: a version of Maven and a feature release of the JDK. */
    record Cell(String mavenVersion, int jdkFeature) {

        static Cell onRunningJdk(String mavenVersion) {
            return new Cell(mavenVersion, Jdk.running().feature());
        }

        @Override
        public String toString() {
            return "Maven " + mavenVersion + ", JDK " + jdkFeature;
        }
    }
}
