package dev.rustcross.check;

import dev.rustcross.binary.BinaryImage;
import java.util.List;

/** All rules for an image. */
public final class Rules {

    private static final ImageRule ARCHITECTURE = new ArchitectureRule();

    private static final List<ImageRule> OTHERS =
            List.of(new LinkageRule(), new GlibcRule(), new LibrariesRule(), new MacOsRule(), new StripRule());

    private Rules() {}

    /**
     * Returns what is not as it is to be. Of a file for another machine nothing else is said.
     *
     * @param image what a file, or a slice of it, says of itself
     * @param wanted what it is to be
     */
    public static List<Finding> check(BinaryImage image, Expectations wanted) {
        List<Finding> otherMachine = ARCHITECTURE.check(image, wanted);
        return otherMachine.isEmpty()
                ? OTHERS.stream()
                        .flatMap(rule -> rule.check(image, wanted).stream())
                        .toList()
                : otherMachine;
    }
}
