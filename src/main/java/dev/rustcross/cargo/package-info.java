/** What Cargo says of a crate, of a running build and of its own configuration; nothing here is guessed. */
@NullMarked
package dev.rustcross.cargo;

import org.jspecify.annotations.NullMarked;
