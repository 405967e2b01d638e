/** Mach-O, the executable format of macOS: reading images, fusing them into a universal binary, a content-based UUID. */
@NullMarked
package dev.rustcross.macho;

import org.jspecify.annotations.NullMarked;
