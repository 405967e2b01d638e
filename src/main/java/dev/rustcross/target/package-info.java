/** What a target triple says about its platform, and the names that follow from it. */
@NullMarked
package dev.rustcross.target;

import org.jspecify.annotations.NullMarked;
