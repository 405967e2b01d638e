/** Adapters to Maven: its log, its failures, its artifacts, its command line. */
@NullMarked
package dev.rustcross.maven;

import org.jspecify.annotations.NullMarked;
