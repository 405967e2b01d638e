/**
 * Executables and libraries as bytes: what ELF, PE and Mach-O files say of themselves, and changing single fields in
 * place.
 */
@NullMarked
package dev.rustcross.binary;

import org.jspecify.annotations.NullMarked;
