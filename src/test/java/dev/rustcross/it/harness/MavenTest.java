package dev.rustcross.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test run once for each Maven of the matrix, which it takes as its {@link Maven} parameter. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(MavenTestExtension.class)
public @interface MavenTest {

    /** Returns which Mavens and JDKs. */
    Matrix value() default Matrix.OLDEST_AND_NEWEST;
}
