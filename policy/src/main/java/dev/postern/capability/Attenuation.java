package dev.postern.capability;

import dev.postern.crypto.SigningKey;
import dev.postern.policy.Reason;
import java.util.List;
import java.util.Map;

/**
 * Passing on less. Whoever holds the key that a token's last link names adds a link, without asking anyone; what would not
 * verify is not made.
 */
public final class Attenuation {

    private Attenuation() {}

    /** What came of narrowing a token. */
    public sealed interface Result {

        record Attenuated(Token token) implements Result {}

        record Refused(Refusal refusal) implements Result {}
    }

    /**
     * What the next link is to say; the rest it has from the one before.
     *
     * @param tokenId names the new link where it is revoked
     */
    public record Narrower(
            String tokenId, List<String> audience, Lifetime lifetime, Rights rights, Possession possession) {}

    /** The token that {@code holder} makes of {@code token}. */
    public static Result attenuate(Token token, Narrower narrower, SigningKey holder) {
        int index = token.links().size();
        if (index == Token.MAX_LINKS) {
            return refused(Reason.CAP_TOO_LARGE, index, "It would have more than " + Token.MAX_LINKS + " links.");
        }
        Link parent = token.last();
        Link link = Link.sign(child(parent, narrower, holder), holder);
        Refusal refusal = ChainRules.refusal(parent, link.grant(), index);
        if (refusal != null) {
            return new Result.Refused(refusal);
        }
        Token longer = token.with(link);
        return TokenBytes.size(longer) <= TokenBytes.MAX_BYTES && link.payload().length <= GrantJson.MAX_BYTES
                ? new Result.Attenuated(longer)
                : refused(Reason.CAP_TOO_LARGE, index, "It would have more than " + TokenBytes.MAX_BYTES + " bytes.");
    }

    private static Grant child(Link parent, Narrower narrower, SigningKey holder) {
        return new Grant(
                narrower.tokenId(),
                parent.grant().tenant(),
                parent.grant().subject(),
                Grant.signer(holder.publicKey().keyId()),
                narrower.audience(),
                narrower.lifetime(),
                narrower.rights(),
                narrower.possession(),
                parent.digest(),
                Map.of());
    }

    private static Result refused(Reason reason, int link, String explanation) {
        return new Result.Refused(new Refusal(reason, link, explanation));
    }
}
