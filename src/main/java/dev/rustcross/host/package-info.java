/** The machine that runs Maven: its operating system, its processor, its environment. */
@NullMarked
package dev.rustcross.host;

import org.jspecify.annotations.NullMarked;
