package dev.rustcross.check;

import dev.rustcross.binary.BinaryImage;
import dev.rustcross.target.TargetTriple;
import java.util.List;

/** The format and the machine are those of the triple. */
public final class ArchitectureRule implements ImageRule {

    private static final String RULE = "architecture";

    private static final String FIX =
            "something else has replaced the file since cargo wrote it, or a linker of another"
                    + " machine has linked it: `mvn clean package`, and see which <linker> `mvn rust-cross:targets` shows.";

    ArchitectureRule() {}

    /** Returns whether files of a triple can be read at all. */
    public static boolean knows(TargetTriple triple) {
        return Machine.of(triple).isPresent();
    }

    /** Returns the finding for a file that cannot be read as an executable. */
    public static Finding unreadable(String problem, TargetTriple triple) {
        return Finding.failure(RULE, problem, wanted(triple), FIX);
    }

    @Override
    public List<Finding> check(BinaryImage image, Expectations wanted) {
        Machine found = Machine.of(image);
        boolean fits = Machine.of(wanted.triple()).filter(found::runs).isPresent();
        return fits ? List.of() : List.of(Finding.failure(RULE, found.toString(), wanted(wanted.triple()), FIX));
    }

    private static String wanted(TargetTriple triple) {
        return Machine.of(triple).map(Machine::toString).orElse(triple.name());
    }
}
