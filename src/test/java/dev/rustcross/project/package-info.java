/** Tests of what stands around the code: the README, the workflows, the scripts. */
@NullMarked
package dev.rustcross.project;

import org.jspecify.annotations.NullMarked;
