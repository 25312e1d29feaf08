package dev.postern.sidecar.cli.token;

import dev.postern.capability.Grant;
import dev.postern.capability.Possession;
import dev.postern.capability.Token;
import dev.postern.capability.TokenResult;
import dev.postern.capability.TokenText;
import dev.postern.client.AdminClient;
import dev.postern.crypto.PublicKey;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.keys.KeyFile;
import dev.postern.v1.IssueRequest;
import dev.postern.v1.IssueResponse;
import dev.postern.v1.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern token issue}. */
@Command(
        name = "issue",
        description = "Make a token, with an issuer's key or by a sidecar's.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern token issue --key issuer.pem --issuer acme --subject agent-7 \\",
            "      --can 'file.*' --on '/docs/**' --holder holder.pub --life 10m",
            "  postern token issue --server unix:/run/postern/admin.sock --as root --subject agent-7 \\",
            "      --can file.read --on '/docs/**'",
            "",
            "A sidecar issues where its policy permits postern.capability.issue.",
            "",
            "@|bold Exit|@  0 made · 1 the sidecar's policy denies · 2 no token can be made of it · 3 cannot reach"
        })
final class TokenIssueCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Clock clock;
    private final RandomGenerator random;

    @ArgGroup(multiplicity = "1")
    private By by = new By();

    @Option(names = "--issuer", paramLabel = "NAME", description = "The issuer's name; 'postern' unless given.")
    private String issuer = "postern";

    @Option(names = "--as", paramLabel = "ID", description = "With --server: who asks.")
    private String principal = "";

    @Option(names = "--subject", required = true, paramLabel = "ID", description = "On whose behalf its bearer acts.")
    private String subject = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose rules its bearer is under.")
    private String tenant = "default";

    @Mixin
    private GrantOptions grant = new GrantOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokenIssueCommand(Terminal terminal, Clock clock, RandomGenerator random) {
        this.terminal = terminal;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws IOException {
        Token token = by.key == null ? served(String.valueOf(by.server)) : signed(by.key);
        if (token == null) {
            return Exit.DENIED;
        }
        new ShownToken(token).print(terminal, json);
        return Exit.OK;
    }

    private Token signed(Path key) throws IOException {
        Grant said = new Grant(
                grant.id(random),
                tenant,
                subject,
                issuer,
                grant.audience(List.of("postern")),
                grant.lifetime(clock),
                grant.rights(),
                grant.possession(),
                null,
                Map.of());
        return read(TokenText.print(Token.issue(said, KeyFile.read(key))));
    }

    private @Nullable Token served(String server) throws IOException {
        Possession possession = grant.possession();
        PublicKey holder = possession.holder();
        IssueRequest.Builder request = IssueRequest.newBuilder()
                .setTenant(tenant)
                .setSubject(subject)
                .addAllCapabilities(grant.actions())
                .addAllScopes(grant.resources())
                .setConstraints(grant.constraintsText())
                .addAllAudience(grant.audience(List.of()))
                .setLifeSeconds(grant.lifeSeconds())
                .setHolderKey(holder == null ? "" : holder.hex())
                .setProofRequired(possession.proven())
                .setCertificateKey(
                        possession.certificate() == null
                                ? ""
                                : possession.certificate().hex())
                .setTokenId(grant.id() == null ? "" : grant.id());
        if (!principal.isEmpty()) {
            request.setPrincipal(Principal.newBuilder().setId(principal));
        }
        try (AdminClient admin = AdminClient.open(server, null, PATIENCE)) {
            IssueResponse response = admin.issue(request.build());
            if (!response.getToken().isEmpty()) {
                return read(response.getToken());
            }
            String why = response.getProblem().isEmpty() ? "" : ": " + response.getProblem();
            terminal.err().println("denied: " + response.getDecision().getReason() + why);
            return null;
        }
    }

    /** What would not be read must not be handed out. */
    private static Token read(String text) {
        TokenResult result = TokenText.parse(text);
        if (result instanceof TokenResult.Unreadable unreadable) {
            throw CommandException.badInput(unreadable.message());
        }
        return ((TokenResult.Read) result).token();
    }

    /** Exactly one of the two. */
    private static final class By {

        @Option(names = "--key", paramLabel = "FILE", description = "Sign with this key.")
        private @Nullable Path key;

        @Option(names = "--server", paramLabel = "ADDR", description = "Ask the sidecar's admin listener.")
        private @Nullable String server;
    }
}
