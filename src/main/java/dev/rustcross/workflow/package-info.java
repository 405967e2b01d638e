/** Files for build services: the pipelines that build shards on many machines and ship them together. */
@NullMarked
package dev.rustcross.workflow;

import org.jspecify.annotations.NullMarked;
