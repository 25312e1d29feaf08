/**
 * What is remembered so that dear work is not done twice: entries under exact keys, how long they may be served, and
 * what makes them unusable before that. Start reading at {@link dev.postern.sidecar.cache.EntryKey} and
 * {@link dev.postern.sidecar.cache.Entry}.
 */
@NullMarked
package dev.postern.sidecar.cache;

import org.jspecify.annotations.NullMarked;
