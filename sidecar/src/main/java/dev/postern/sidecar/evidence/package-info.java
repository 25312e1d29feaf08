/**
 * The evidence log as it is written: lanes that event loops put receipts on, the one appender that takes them to disk,
 * segments, recovery. Start reading at {@link dev.postern.sidecar.evidence.EvidenceLog}, then
 * {@link dev.postern.sidecar.evidence.Appender}.
 */
@NullMarked
package dev.postern.sidecar.evidence;

import org.jspecify.annotations.NullMarked;
