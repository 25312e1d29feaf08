package dev.postern.policy;

/** Why a check was answered as it was: stable codes for machines, listed with their meaning in docs/reasons.md. */
public enum Reason {
    /** A permit rule decided. */
    POLICY_PERMIT("policy.permit"),
    /** A deny rule decided. */
    POLICY_DENY("policy.deny"),
    /** No rule matched; the default is to deny. */
    POLICY_DEFAULT("policy.default"),
    /** An absent attribute left a rule in doubt and the bundle refuses such checks. */
    POLICY_ABSENT("policy.absent"),
    /** The bundle has no such tenant. */
    TENANT_UNKNOWN("tenant.unknown"),
    /** More permitted checks in this window than a limit rule grants. */
    LIMIT_EXCEEDED("limit.exceeded"),
    /** The table of limit counters is full of live windows. */
    LIMIT_CAPACITY("limit.capacity"),
    /** The caller's context names a reserved root. */
    INPUT_RESERVED("input.reserved"),
    /** A principal was asserted on a listener that does not trust assertions. */
    INPUT_UNTRUSTED("input.untrusted"),
    /** The request could not be decoded. */
    INPUT_MALFORMED("input.malformed"),
    /** The request, or a part of it, is larger, longer or deeper than allowed. */
    INPUT_TOO_LARGE("input.too_large"),
    /** A required part of the request is missing or empty. */
    INPUT_INCOMPLETE("input.incomplete"),
    /** The path can be read in more than one way. */
    INPUT_AMBIGUOUS_PATH("input.ambiguous_path"),
    /** A header that must be single came more than once, or holds bytes no header may hold. */
    INPUT_AMBIGUOUS_HEADER("input.ambiguous_header"),
    /** A query parameter that policy needs came more than once, or cannot be decoded. */
    INPUT_AMBIGUOUS_QUERY("input.ambiguous_query"),
    /** A body that policy needs arrived cut off or undecodable. */
    INPUT_BODY("input.body"),
    /** A covenant of the chain that answers is not valid, or not at this time. */
    COVENANT_INVALID("covenant.invalid"),
    /** No good bundle is loaded. */
    NOT_READY("not_ready"),
    /** Refused for load. */
    SHED("shed.overload"),
    /** The caller's deadline passed, or was too near to answer. */
    DEADLINE("deadline"),
    /** The receipt could not be kept, or not in time, and without it this answer may not leave. */
    EVIDENCE_UNAVAILABLE("evidence.unavailable"),
    /** A fault of the sidecar itself. */
    INTERNAL("internal");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The stable code, such as {@code policy.default}. */
    public String code() {
        return code;
    }
}
