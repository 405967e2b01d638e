/** Runs programs: an argument list, never a shell; both streams drained; no descendant left behind. */
@NullMarked
package dev.rustcross.process;

import org.jspecify.annotations.NullMarked;
