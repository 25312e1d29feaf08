package dev.postern.capability;

import dev.postern.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of links, the issuer's first; genuine or not.
 *
 * @param links at least one, at most {@link #MAX_LINKS}
 */
public record Token(List<Link> links) {

    public static final int MAX_LINKS = 16;

    public Token {
        links = List.copyOf(links);
        if (links.isEmpty() || links.size() > MAX_LINKS) {
            throw new IllegalArgumentException("a token of " + links.size() + " links");
        }
    }

    /** The token of one link that {@code issuer} signs. */
    public static Token issue(Grant grant, SigningKey issuer) {
        return new Token(List.of(Link.sign(grant, issuer)));
    }

    /** The link that its bearer holds. */
    public Link last() {
        return links.get(links.size() - 1);
    }

    Token with(Link next) {
        List<Link> longer = new ArrayList<>(links);
        longer.add(next);
        return new Token(longer);
    }
}
