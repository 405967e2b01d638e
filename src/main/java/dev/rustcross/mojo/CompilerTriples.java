package dev.rustcross.mojo;

import dev.rustcross.execution.Survey;
import dev.rustcross.failure.RustCrossException;
import dev.rustcross.target.KnownTriples;
import dev.rustcross.target.TargetTriple;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether rustc has a triple; the crate's compiler is asked only for one that is not on the plugin's list, such as a newer one. */
final class CompilerTriples implements Predicate<TargetTriple> {

    private final Survey survey;
    private @Nullable Set<TargetTriple> targetList;

    /** Creates the question to a crate's compiler. */
    CompilerTriples(Survey survey) {
        this.survey = survey;
    }

    @Override
    public boolean test(TargetTriple triple) {
        return KnownTriples.contains(triple) || targetList().contains(triple);
    }

    private Set<TargetTriple> targetList() {
        Set<TargetTriple> known = targetList;
        if (known == null) {
            known = ask();
            targetList = known;
        }
        return known;
    }

    /** What ails the compiler is reported by the goal that needs it; here it only has nothing to add. */
    private Set<TargetTriple> ask() {
        try {
            return Set.copyOf(survey.rustc().targetList());
        } catch (RustCrossException e) {
            return Set.of();
        }
    }
}
