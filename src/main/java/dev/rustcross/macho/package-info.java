/** Changes Mach-O files, the format of macOS: fuses them into a universal binary, gives them a content-based UUID. */
@NullMarked
package dev.rustcross.macho;

import org.jspecify.annotations.NullMarked;
