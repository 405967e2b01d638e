/** Executable files as bytes: reading and changing single fields in place, and the Windows PE format. */
@NullMarked
package dev.rustcross.binary;

import org.jspecify.annotations.NullMarked;
