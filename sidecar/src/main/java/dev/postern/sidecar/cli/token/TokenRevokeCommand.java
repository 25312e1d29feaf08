package dev.postern.sidecar.cli.token;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.client.AdminClient;
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
            "  postern token revoke --subject agent-7 --file /var/lib/postern/revocations",
            "",
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
        String id = what.token == null
                ? what.id
                : TokenRead.token(terminal, what.token).last().grant().tokenId();
        String problem = where.file == null ? served(id) : written(id, where.file);
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

    private String written(@Nullable String id, Path file) throws IOException {
        try (FileRevocations feed = new FileRevocations(file)) {
            feed.append(act(id));
        }
        return "";
    }

    private Revocation act(@Nullable String id) {
        long now = clock.millis() / 1000;
        if (id != null) {
            return new Revocation.OfToken(RevocationName.ofToken(id));
        }
        if (what.subject != null) {
            return new Revocation.OfSubject(RevocationName.ofSubject(tenant, what.subject), now);
        }
        if (what.keyId != null) {
            return new Revocation.OfKey(RevocationName.ofKey(what.keyId));
        }
        if (!what.all) {
            throw new IllegalStateException("nothing to revoke");
        }
        return new Revocation.OfAll(now);
    }

    private String served(@Nullable String id) {
        RevokeRequest.Builder request = RevokeRequest.newBuilder().setTenant(tenant);
        if (!principal.isEmpty()) {
            request.setPrincipal(Principal.newBuilder().setId(principal));
        }
        if (id != null) {
            request.setTokenId(id);
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
