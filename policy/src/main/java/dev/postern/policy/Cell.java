package dev.postern.policy;

/**
 * What a rule set has for one pair of patterns.
 *
 * @param action number of the action pattern
 * @param resource number of the resource pattern
 * @param rules the rules that have both patterns
 * @param scopes the settings that have both patterns
 */
record Cell(int action, int resource, RuleGroup rules, Scopes scopes) {

    /**
     * Indices into the tenant's lists of scoped settings; {@link #NONE} where none has the pair of patterns.
     *
     * @param evidence into {@link TenantSettings#evidence}
     * @param deny into {@link TenantSettings#denyResponses}
     * @param absent into {@link TenantSettings#absentDenied}
     */
    record Scopes(int evidence, int deny, int absent) {

        static final int NONE = Integer.MAX_VALUE;
        static final Scopes EMPTY = new Scopes(NONE, NONE, NONE);

        /** The earlier of each. */
        Scopes first(Scopes other) {
            return new Scopes(
                    Math.min(evidence, other.evidence), Math.min(deny, other.deny), Math.min(absent, other.absent));
        }
    }
}
