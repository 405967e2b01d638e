package dev.rustcross.check;

import dev.rustcross.binary.BinaryImage;
import java.util.List;

/** A rule for one image: a thin file, or a slice of a universal one. */
@FunctionalInterface
interface ImageRule {

    /** Returns what is not as it is to be. */
    List<Finding> check(BinaryImage image, Expectations wanted);
}
