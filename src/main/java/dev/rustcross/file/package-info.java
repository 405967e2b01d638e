/** Writes files so that a reader sees the whole new content or the old one, never a part. */
@NullMarked
package dev.rustcross.file;

import org.jspecify.annotations.NullMarked;
