/** Carries out a plan, goal by goal, and hands results over in small records under the output directory. */
@NullMarked
package dev.rustcross.execution;

import org.jspecify.annotations.NullMarked;
