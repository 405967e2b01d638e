/** Rules for what a binary is to be: pure functions of what it says of itself and of what its target asks for. */
@NullMarked
package dev.rustcross.check;

import org.jspecify.annotations.NullMarked;
