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
    /** What is known of the principal could not be read, or has not been confirmed for too long. */
    PRINCIPAL_UNAVAILABLE("principal.unavailable"),
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
    /** The caller named a principal that it may not speak for. */
    IDENTITY_ASSERTED("identity.asserted"),
    /** A trusted peer forwarded a client certificate that cannot be read. */
    IDENTITY_FORWARDED("identity.forwarded"),
    /** What came as a JSON Web Token is none, or asks for a reading that is not done here. */
    JWT_MALFORMED("jwt.malformed"),
    /** The JSON Web Token has too many characters. */
    JWT_TOO_LARGE("jwt.too_large"),
    /** The JSON Web Token is not signed, or not by an algorithm of its issuer. */
    JWT_ALGORITHM("jwt.algorithm"),
    /** The JSON Web Token's issuer is not trusted. */
    JWT_ISSUER("jwt.issuer"),
    /** The JSON Web Token's issuer has no such key. */
    JWT_KEY("jwt.key"),
    /** The keys of the JSON Web Token's issuer could not be read, or too long ago. */
    JWT_KEYS_UNAVAILABLE("jwt.keys_unavailable"),
    /** The signature of the JSON Web Token is not genuine. */
    JWT_SIGNATURE("jwt.signature"),
    /** The JSON Web Token is meant for somebody else. */
    JWT_AUDIENCE("jwt.audience"),
    /** The JSON Web Token never expires. */
    JWT_NO_EXPIRY("jwt.no_expiry"),
    /** The JSON Web Token has expired. */
    JWT_EXPIRED("jwt.expired"),
    /** The JSON Web Token does not count yet. */
    JWT_NOT_YET("jwt.not_yet"),
    /** The JSON Web Token does not name a principal, or its roles are not texts. */
    JWT_SUBJECT("jwt.subject"),
    /** Too many JSON Web Tokens wait to be verified. */
    JWT_OVERLOAD("jwt.overload"),
    /** A covenant of the chain that answers is not valid, or not at this time. */
    COVENANT_INVALID("covenant.invalid"),
    /** A token is required here and none came. */
    CAP_MISSING("cap.missing"),
    /** More than one token came, and they differ. */
    CAP_AMBIGUOUS("cap.ambiguous"),
    /** What came as a token is none: its encoding, its envelope or a field of it is wrong. */
    CAP_MALFORMED("cap.malformed"),
    /** The token has more bytes or more links than allowed. */
    CAP_TOO_LARGE("cap.too_large"),
    /** The token's issuer, or the key it names, is not trusted, or not for its tenant. */
    CAP_ISSUER("cap.issuer"),
    /** A signature of the token is not genuine. */
    CAP_SIGNATURE("cap.signature"),
    /** A link of the token does not follow from the one before it. */
    CAP_CHAIN("cap.chain"),
    /** A link of the token grants more than the one before it. */
    CAP_WIDENED("cap.widened"),
    /** The token is for another tenant. */
    CAP_TENANT("cap.tenant"),
    /** The token is meant for somebody else. */
    CAP_AUDIENCE("cap.audience"),
    /** The token does not count yet. */
    CAP_NOT_YET("cap.not_yet"),
    /** The token has expired. */
    CAP_EXPIRED("cap.expired"),
    /** The token was issued longer ago than tokens may be used here. */
    CAP_TOO_OLD("cap.too_old"),
    /** The token, its subject, a key that signed it, or everything issued up to then was revoked. */
    CAP_REVOKED("cap.revoked"),
    /** What is known of revocations is too old to go by. */
    CAP_REVOCATION_STALE("cap.revocation_stale"),
    /** The principal that was asserted is not the token's subject. */
    CAP_SUBJECT("cap.subject"),
    /** The token demands a proof of possession, and none came that fits this use. */
    CAP_PROOF("cap.proof"),
    /** The proof of possession was used before. */
    CAP_REPLAYED("cap.replayed"),
    /** The token does not grant this action on this resource. */
    CAP_NOT_GRANTED("cap.not_granted"),
    /** A limit in the token is exhausted. */
    CAP_LIMIT("cap.limit"),
    /** Too many tokens wait to be verified. */
    CAP_OVERLOAD("cap.overload"),
    /** The destination cannot be read as one, or the configuration forbids it. */
    EGRESS_DESTINATION("egress.destination"),
    /** The destination's address, or one its name leads to, is not one that content may go to. */
    EGRESS_ADDRESS("egress.address"),
    /** The destination's name could not be resolved, or not in time. */
    EGRESS_UNRESOLVED("egress.unresolved"),
    /** A label of the content, or of what its session has seen, may not go to the destination. */
    EGRESS_LABELS("egress.labels"),
    /** There is no room to remember what another session sees. */
    EGRESS_SESSION("egress.session"),
    /** The content, or where it goes, carries what may not leave. */
    EGRESS_FINDINGS("egress.findings"),
    /** The content is a near-copy of a protected text. */
    EGRESS_COPY("egress.copy"),
    /** The content could not be scanned whole: it is over a limit of size, time or findings. */
    EGRESS_INCOMPLETE("egress.incomplete"),
    /** The content may leave only without what was found in it, and nobody here can take that out. */
    EGRESS_UNREDACTABLE("egress.unredactable"),
    /** The content may leave without what was found in it. Comes with no denial. */
    EGRESS_REDACTED("egress.redacted"),
    /** No good bundle is loaded. */
    NOT_READY("not_ready"),
    /** Refused for load. */
    SHED("shed.overload"),
    /** The caller's deadline passed, or was too near to answer. */
    DEADLINE("deadline"),
    /** The receipt could not be kept, or not in time, and without it this answer may not leave. */
    EVIDENCE_UNAVAILABLE("evidence.unavailable"),
    /** A cached answer was not what a fresh evaluation gives; stands in the record, and answers no check. */
    CACHE_MISMATCH("cache.mismatch"),
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
