/** Runs the projects under {@code src/it} with a chosen Maven, JDK, environment and {@code PATH}. */
@NullMarked
package dev.rustcross.it.harness;

import org.jspecify.annotations.NullMarked;
