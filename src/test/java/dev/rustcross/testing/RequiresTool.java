package dev.rustcross.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names programs on {@code PATH} that a test needs.
 *
 * <p>Where one is missing the test is skipped with its name; in CI (variable {@code CI} set) the test fails instead, so
 * that a missing install step cannot pass for a green build.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresToolCondition.class)
public @interface RequiresTool {
    /** Returns the names of the programs. */
    String[] value();
}
