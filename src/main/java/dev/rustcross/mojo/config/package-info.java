/** Reads the nested elements of the POM as they stand, with every problem found. */
@NullMarked
package dev.rustcross.mojo.config;

import org.jspecify.annotations.NullMarked;
