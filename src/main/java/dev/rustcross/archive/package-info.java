/** Packs files into archives whose bytes depend on nothing but names, contents and a given time; and their checksums. */
@NullMarked
package dev.rustcross.archive;

import org.jspecify.annotations.NullMarked;
