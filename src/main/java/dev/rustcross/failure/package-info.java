/** The ways a build can fail, each carrying its whole message: what, where, which value, and what to type. */
@NullMarked
package dev.rustcross.failure;

import org.jspecify.annotations.NullMarked;
