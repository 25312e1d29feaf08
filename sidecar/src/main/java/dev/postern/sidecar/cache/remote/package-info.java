/**
 * What a fleet of sidecars shares through Redis: entries that are believed only when they are authentic, and word of
 * invalidations. Redis may be slow, gone, wiped or hostile without any answer being wrong. Start reading at
 * {@link dev.postern.sidecar.cache.remote.RedisTier}.
 */
@NullMarked
package dev.postern.sidecar.cache.remote;

import org.jspecify.annotations.NullMarked;
