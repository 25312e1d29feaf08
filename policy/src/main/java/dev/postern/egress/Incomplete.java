package dev.postern.egress;

/** Why a scan did not see everything. A content whose scan is incomplete is not known to be clean. */
public enum Incomplete {
    /** The content is larger than may be scanned. */
    SIZE,
    /** Time ran out. */
    TIME,
    /** More was found than may be reported; the first are. */
    FINDINGS,
    /** What is encoded in the content is larger than may be decoded, or a compressed part is cut short. */
    DECODED
}
