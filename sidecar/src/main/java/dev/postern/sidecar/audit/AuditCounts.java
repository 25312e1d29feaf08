package dev.postern.sidecar.audit;

/**
 * What an audit read.
 *
 * @param missing numbers of receipts that gap records declare missing
 * @param runs starts of the sidecar
 * @param unclean runs that followed one which did not end its log in order
 */
public record AuditCounts(
        long segments,
        long bytes,
        long receipts,
        long gaps,
        long missing,
        long runs,
        long unclean,
        long clockSteps,
        long checkpoints) {}
