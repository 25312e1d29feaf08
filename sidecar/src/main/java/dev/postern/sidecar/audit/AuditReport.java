package dev.postern.sidecar.audit;

import dev.postern.evidence.TreeHash;
import dev.postern.evidence.Verification;

/**
 * What an audit found.
 *
 * @param verification that everything holds, or the first fault, at which the audit ended
 * @param counts of what was read until then
 * @param origin of the log; empty when it has no segment
 * @param size how many leaves were read
 * @param root over them
 * @param signedSize size of the newest checkpoint in the segments, 0 without one
 * @param tornBytes bytes at the end of the log that are a write cut off; recovery removes them
 */
public record AuditReport(
        Verification verification,
        AuditCounts counts,
        String origin,
        long size,
        TreeHash root,
        long signedSize,
        long tornBytes) {}
