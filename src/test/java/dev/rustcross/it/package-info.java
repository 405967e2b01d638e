/** Integration tests: the packaged plugin in the projects under {@code src/it}, on real Mavens with real tools. */
@NullMarked
package dev.rustcross.it;

import org.jspecify.annotations.NullMarked;
