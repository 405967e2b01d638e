/** The goals: thin adapters between Maven's parameters and the core. */
@NullMarked
package dev.rustcross.mojo;

import org.jspecify.annotations.NullMarked;
