package dev.postern.sidecar.cli.token;

import dev.postern.capability.Grant;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.client.AdminClient;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.revocation.FileRevocations;
import dev.postern.v1.Principal;
import dev.postern.v1.RevokeRequest;
import dev.postern.v1.RevokeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern token revoke}. */
@Command(
        name = "revoke",
        description = "Revoke a token with all that was narrowed from it, a subject, a key, or everything until now.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern token revoke TOKEN --server unix:/run/postern/admin.sock --as root",
            "  postern token revoke --id t-7 --expires 2030-01-01T00:00:00Z --file /var/lib/postern/revocations",
            "  postern token revoke --subject agent-7 --file /var/lib/postern/revocations",
            "",
            "An act is forgotten when the tokens it revokes have expired. Of a token it is known when it does; of an id",
            "alone it is not: without --expires all that was issued with it until now is revoked, and a year from now",
            "too old wherever it is shown.",
            "A token that was narrowed is revoked as far as its last link; the tokens before it still count.",
            "A sidecar revokes where its policy permits postern.capability.revoke; whoever may write its file, at will.",
            "",
            "@|bold Exit|@  0 revoked · 1 the sidecar's policy denies · 2 usage · 3 cannot reach or write"
        })
final class TokenRevokeCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Clock clock;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "With --id: when the token expires, or later, such as 2030-01-01T00:00:00Z.")
    private @Nullable String expires;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose subject, and whose rules permit it.")
    private String tenant = "default";

    @Option(names = "--as", paramLabel = "ID", description = "With --server: who asks.")
    private String principal = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokenRevokeCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Named token = named();
        String problem = where.file == null ? served(token) : written(token, where.file);
        if (json) {
            terminal.out()
                    .println(Json.line(Json.object()
                            .put("revoked", problem.isEmpty())
                            .put("problem", problem.isEmpty() ? null : problem)));
        } else if (problem.isEmpty()) {
            terminal.out().println("revoked");
        } else {
            terminal.err().println("not revoked: " + problem);
        }
        return problem.isEmpty() ? Exit.OK : Exit.DENIED;
    }

    /** The token that is to be revoked; {@code null} when it is something else. */
    private @Nullable Named named() throws IOException {
        if (expires != null && what.id == null) {
            throw CommandException.badInput("--expires without --id, expected the id of what expires then");
        }
        if (what.token != null) {
            Grant grant = TokenRead.token(terminal, what.token).last().grant();
            return new Named(grant.tokenId(), grant.lifetime().expiresAt());
        }
        return what.id == null ? null : new Named(what.id, expires == null ? Named.UNKNOWN : time(expires));
    }

    private long time(String text) {
        try {
            long seconds = OffsetDateTime.parse(text).toEpochSecond();
            if (seconds > now() && seconds <= Lifetime.LAST) {
                return seconds;
            }
        } catch (DateTimeParseException malformed) {
            // Told below, as what is out of range is.
        }
        throw CommandException.badInput(
                "--expires '" + text + "', expected a time to come, such as 2030-01-01T00:00:00Z");
    }

    private long now() {
        return clock.millis() / 1000;
    }

    private String written(@Nullable Named token, Path file) throws IOException {
        try (FileRevocations feed = new FileRevocations(file)) {
            feed.append(act(token));
        }
        return "";
    }

    private Revocation act(@Nullable Named token) {
        if (token != null) {
            RevocationName name = RevocationName.ofToken(token.id);
            return token.expiresAt == Named.UNKNOWN
                    ? Revocation.OfToken.issuedBy(name, now())
                    : new Revocation.OfToken(name, token.expiresAt);
        }
        if (what.subject != null) {
            return new Revocation.OfSubject(RevocationName.ofSubject(tenant, what.subject), now());
        }
        if (what.keyId != null) {
            return new Revocation.OfKey(RevocationName.ofKey(what.keyId));
        }
        if (!what.all) {
            throw new IllegalStateException("nothing to revoke");
        }
        return new Revocation.OfAll(now());
    }

    private String served(@Nullable Named token) {
        RevokeRequest.Builder request = RevokeRequest.newBuilder().setTenant(tenant);
        if (!principal.isEmpty()) {
            request.setPrincipal(Principal.newBuilder().setId(principal));
        }
        if (token != null) {
            request.setTokenId(token.id).setExpiresAt(token.expiresAt);
        } else if (what.subject != null) {
            request.setSubject(what.subject);
        } else if (what.keyId != null) {
            request.setKeyId(what.keyId);
        } else {
            request.setAll(what.all);
        }
        try (AdminClient admin = AdminClient.open(String.valueOf(where.server), null, PATIENCE)) {
            RevokeResponse response = admin.revoke(request.build());
            if (response.getRevoked()) {
                return "";
            }
            return response.getProblem().isEmpty() ? response.getDecision().getReason() : response.getProblem();
        }
    }

    /**
     * A token.
     *
     * @param expiresAt seconds since the epoch, or {@link #UNKNOWN}
     */
    private record Named(String id, long expiresAt) {
        static final long UNKNOWN = 0;
    }

    /** Exactly one of them. */
    private static final class What {

        @Parameters(paramLabel = "TOKEN", arity = "0..1", description = "The token, a file of it, or -.")
        private @Nullable String token;

        @Option(names = "--id", paramLabel = "ID", description = "The token of that id.")
        private @Nullable String id;

        @Option(names = "--subject", paramLabel = "ID", description = "All that a subject was issued until now.")
        private @Nullable String subject;

        @Option(names = "--key-id", paramLabel = "ID", description = "All that a key signed.")
        private @Nullable String keyId;

        @Option(names = "--all", description = "Everything issued until now.")
        private boolean all;
    }

    /** Exactly one of the two. */
    private static final class Where {

        @Option(names = "--server", paramLabel = "ADDR", description = "Ask the sidecar's admin listener.")
        private @Nullable String server;

        @Option(names = "--file", paramLabel = "FILE", description = "Write it into a sidecar's record.")
        private @Nullable Path file;
    }
}
