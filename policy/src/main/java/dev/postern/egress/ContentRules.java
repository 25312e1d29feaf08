package dev.postern.egress;

/**
 * What becomes of a content where no policy speaks of what was found in it.
 *
 * @param secrets where it carries a secret
 * @param personal where it carries personal data
 * @param custom where a detector of the configuration found something
 * @param copies where it is a near-copy of a protected text; there is nothing to redact in one
 * @param incomplete where it could not be scanned whole
 */
public record ContentRules(Verdict secrets, Verdict personal, Verdict custom, Verdict copies, Verdict incomplete) {

    /** Secrets block, personal data and custom findings are redacted; copies and what was not seen whole block. */
    public static final ContentRules DEFAULTS =
            new ContentRules(Verdict.BLOCK, Verdict.REDACT, Verdict.REDACT, Verdict.BLOCK, Verdict.BLOCK);

    public ContentRules {
        if (copies == Verdict.REDACT || incomplete == Verdict.REDACT) {
            throw new IllegalArgumentException(
                    "copies and incomplete scans cannot be redacted, expected allow or block");
        }
    }

    /** The verdict on findings of a kind. */
    public Verdict on(FindingKind kind) {
        return switch (kind) {
            case SECRET -> secrets;
            case PERSONAL -> personal;
            case CUSTOM -> custom;
        };
    }
}
