package dev.postern.sidecar.cli.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.capability.Grant;
import dev.postern.capability.Link;
import dev.postern.capability.Token;
import dev.postern.capability.TokenText;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import java.time.Instant;

/** A token, for people and for machines. */
record ShownToken(Token token) {

    /** Prints a new token: the bare token to people, so that it can be piped. */
    void print(Terminal terminal, boolean json) {
        String text = TokenText.print(token);
        terminal.out().println(json ? Json.line(describe(Json.object().put("token", text))) : text);
    }

    /** Prints what the token says, a line for each link. */
    void printLinks(Terminal terminal) {
        int index = 0;
        for (Link link : token.links()) {
            Grant grant = link.grant();
            terminal.out()
                    .println("  link " + index++ + "  " + grant.tokenId() + "  can "
                            + grant.rights().capabilities()
                            + " on " + grant.rights().scopes() + " until "
                            + Instant.ofEpochSecond(grant.lifetime().expiresAt()));
        }
    }

    /** Adds what the last link says. */
    ObjectNode describe(ObjectNode node) {
        Grant first = token.links().get(0).grant();
        Grant last = token.last().grant();
        node.put("id", last.tokenId())
                .put("digest", token.last().digest().toString())
                .put("links", token.links().size())
                .put("issuer", first.issuer())
                .put("tenant", last.tenant())
                .put("subject", last.subject());
        var audience = node.putArray("audience");
        last.audience().forEach(audience::add);
        var capabilities = node.putArray("capabilities");
        last.rights().capabilities().forEach(pattern -> capabilities.add(pattern.toString()));
        var scopes = node.putArray("scopes");
        last.rights().scopes().forEach(pattern -> scopes.add(pattern.toString()));
        return node.put("issuedAt", last.lifetime().issuedAt())
                .put("expiresAt", last.lifetime().expiresAt())
                .put("bound", last.possession().isDemanded());
    }
}
