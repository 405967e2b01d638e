/** Decides, without doing: which linker serves a target, which targets share a cargo call, what each archive is called. */
@NullMarked
package dev.rustcross.plan;

import org.jspecify.annotations.NullMarked;
