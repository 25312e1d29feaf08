package dev.postern.sidecar.covenant;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks covenants for which all that is given holds.
 *
 * @param issuerId the issuer's name
 * @param beneficiaryId the beneficiary's name
 * @param createdAfter milliseconds since the epoch; the covenant was made then or later
 * @param createdBefore milliseconds since the epoch; it was made then or earlier
 * @param hasChain whether it was delegated
 * @param tags all of which it has
 * @param after only ids greater than this, so that a long list can be had in parts; empty for all
 * @param limit at most so many
 */
public record CovenantFilter(
        @Nullable String issuerId,
        @Nullable String beneficiaryId,
        @Nullable Long createdAfter,
        @Nullable Long createdBefore,
        @Nullable Boolean hasChain,
        Set<String> tags,
        String after,
        int limit) {

    /** Most covenants of one list. */
    public static final int MOST = 100_000;

    /** Everything, up to {@link #MOST}. */
    public static final CovenantFilter ALL = new CovenantFilter(null, null, null, null, null, Set.of(), "", MOST);

    public CovenantFilter {
        tags = Set.copyOf(tags);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MOST);
        }
    }

    public CovenantFilter issuedBy(String id) {
        return new CovenantFilter(id, beneficiaryId, createdAfter, createdBefore, hasChain, tags, after, limit);
    }

    public CovenantFilter madeFor(String id) {
        return new CovenantFilter(issuerId, id, createdAfter, createdBefore, hasChain, tags, after, limit);
    }

    /** Made from {@code first} to {@code last}, both included. */
    public CovenantFilter made(@Nullable Long first, @Nullable Long last) {
        return new CovenantFilter(issuerId, beneficiaryId, first, last, hasChain, tags, after, limit);
    }

    public CovenantFilter delegated(boolean delegated) {
        return new CovenantFilter(issuerId, beneficiaryId, createdAfter, createdBefore, delegated, tags, after, limit);
    }

    public CovenantFilter tagged(String... all) {
        return new CovenantFilter(
                issuerId, beneficiaryId, createdAfter, createdBefore, hasChain, Set.of(all), after, limit);
    }

    /** The next {@code most} after {@code id}. */
    public CovenantFilter page(String id, int most) {
        return new CovenantFilter(issuerId, beneficiaryId, createdAfter, createdBefore, hasChain, tags, id, most);
    }

    boolean picks(CovenantFacts facts) {
        Long made = facts.createdAt();
        return (issuerId == null || issuerId.equals(facts.issuerId()))
                && (beneficiaryId == null || beneficiaryId.equals(facts.beneficiaryId()))
                && (createdAfter == null || (made != null && made >= createdAfter))
                && (createdBefore == null || (made != null && made <= createdBefore))
                && (hasChain == null || hasChain == facts.hasChain())
                && facts.tags().containsAll(tags);
    }
}
