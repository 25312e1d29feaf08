package dev.postern.sidecar.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the evidence log is.
 *
 * @param size entries on disk
 * @param checkpointSize entries under the newest released checkpoint, 0 before the first
 * @param checkpointTime when it was signed, {@code null} when this run has released none
 * @param shed receipts of this run that were shed or refused
 * @param gaps those that gap records declare by now
 * @param waiting answers that wait for their receipts
 * @param closed whether checks are denied because too much would go unrecorded
 * @param damaged times that the log, or content kept beside it, was found damaged
 */
public record EvidenceState(
        String origin,
        long size,
        long checkpointSize,
        @Nullable Instant checkpointTime,
        long shed,
        long gaps,
        int waiting,
        boolean closed,
        long damaged) {}
