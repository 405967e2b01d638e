/** The list of all that a build ships, for programs: {@code dist-manifest.json}. */
@NullMarked
package dev.rustcross.manifest;

import org.jspecify.annotations.NullMarked;
