/**
 * {@code postern evidence}: logs, receipts and proofs, mostly offline. Start reading at {@link
 * dev.postern.sidecar.cli.evidence.EvidenceCommand}.
 */
@NullMarked
package dev.postern.sidecar.cli.evidence;

import org.jspecify.annotations.NullMarked;
