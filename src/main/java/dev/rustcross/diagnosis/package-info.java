/** Tells from what a failed build said why it failed and what to do about it. Pure: no process, no file. */
@NullMarked
package dev.rustcross.diagnosis;

import org.jspecify.annotations.NullMarked;
