/** What tests came to: Rust's own harness read, Surefire's reports written. */
@NullMarked
package dev.rustcross.results;

import org.jspecify.annotations.NullMarked;
