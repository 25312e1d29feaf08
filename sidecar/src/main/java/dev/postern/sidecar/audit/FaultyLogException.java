package dev.postern.sidecar.audit;

import dev.postern.evidence.EvidenceFault;

/** Ends an audit at the first fault; never leaves {@link LogAudit}. */
final class FaultyLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient EvidenceFault fault;

    FaultyLogException(EvidenceFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    EvidenceFault fault() {
        return fault;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
