package dev.postern.sidecar.envoy;

import com.google.rpc.Code;
import dev.postern.policy.DenyResponse;
import dev.postern.policy.Reason;
import dev.postern.policy.Template;

/** The numbers a denial is told in. */
final class DenialStatus {

    private DenialStatus() {}

    /** The HTTP status for the client: the bundle's, or where it has no wish one that fits the reason. */
    static int http(Template template) {
        boolean wished = !template.denyResponse().equals(DenyResponse.FORBIDDEN);
        return wished ? template.denyResponse().status() : http(template.reason());
    }

    private static int http(Reason reason) {
        return switch (reason) {
            case INPUT_MALFORMED,
                    INPUT_RESERVED,
                    INPUT_INCOMPLETE,
                    INPUT_AMBIGUOUS_PATH,
                    INPUT_AMBIGUOUS_HEADER,
                    INPUT_AMBIGUOUS_QUERY,
                    INPUT_BODY -> 400;
            case INPUT_TOO_LARGE -> 413;
            case CAP_MISSING,
                    CAP_AMBIGUOUS,
                    CAP_MALFORMED,
                    CAP_TOO_LARGE,
                    CAP_ISSUER,
                    CAP_SIGNATURE,
                    CAP_CHAIN,
                    CAP_WIDENED,
                    CAP_AUDIENCE,
                    CAP_NOT_YET,
                    CAP_EXPIRED,
                    CAP_TOO_OLD,
                    CAP_REVOKED,
                    CAP_PROOF,
                    CAP_REPLAYED -> 401;
            case LIMIT_EXCEEDED, CAP_LIMIT -> 429;
            case NOT_READY,
                    SHED,
                    LIMIT_CAPACITY,
                    EVIDENCE_UNAVAILABLE,
                    PRINCIPAL_UNAVAILABLE,
                    CAP_REVOCATION_STALE,
                    CAP_OVERLOAD -> 503;
            case DEADLINE -> 504;
            case INTERNAL -> 500;
            default -> 403;
        };
    }

    /** The {@code google.rpc.Code} that goes with an HTTP status; never OK, which would allow. */
    static int code(int http) {
        return switch (http) {
            case 400, 413 -> Code.INVALID_ARGUMENT_VALUE;
            case 401 -> Code.UNAUTHENTICATED_VALUE;
            case 429 -> Code.RESOURCE_EXHAUSTED_VALUE;
            default -> Code.PERMISSION_DENIED_VALUE;
        };
    }
}
