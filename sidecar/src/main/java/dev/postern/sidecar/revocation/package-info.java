/**
 * What no longer counts, and how sidecars tell each other. Start reading at
 * {@link dev.postern.sidecar.revocation.RevocationFeed} for where acts of revoking are kept, then
 * {@link dev.postern.sidecar.revocation.RevocationView} for what a check asks.
 */
@NullMarked
package dev.postern.sidecar.revocation;

import org.jspecify.annotations.NullMarked;
