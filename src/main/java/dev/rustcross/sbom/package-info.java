/** Writes bills of materials. */
@NullMarked
package dev.rustcross.sbom;

import org.jspecify.annotations.NullMarked;
