package dev.postern.sidecar.cli.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.capability.Refusal;
import dev.postern.capability.RevocationTable;
import dev.postern.capability.Terms;
import dev.postern.capability.TokenResult;
import dev.postern.capability.TokenVerifier;
import dev.postern.capability.TrustSet;
import dev.postern.capability.Verification;
import dev.postern.capability.VerifiedToken;
import dev.postern.crypto.PublicKey;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Scratch;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.revocation.FileRevocations;
import dev.postern.sidecar.revocation.RevocationFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern token verify}. */
@Command(
        name = "verify",
        description = "Say whether a token is genuine and counts here and now, and what it permits.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern token verify TOKEN --issuer acme=issuer.pub",
            "  postern token verify TOKEN --issuer acme=issuer.pub --action file.read --resource /docs/42 --json",
            "  postern token verify TOKEN --issuer acme=issuer.pub --revocations /var/lib/postern/revocations",
            "",
            "Proofs of possession are not looked at: they are for one use, by whoever is asked.",
            "",
            "@|bold Exit|@  0 it counts, and permits what was asked · 1 it does not · 2 usage"
        })
final class TokenVerifyCommand implements Callable<Integer> {

    private static final int CAPACITY = 100_000_000;

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(paramLabel = "TOKEN", description = "The token, a file of it, or - for standard input.")
    private String token = "";

    @Option(
            names = "--issuer",
            required = true,
            paramLabel = "NAME=KEY",
            description = "Who is believed: a name and a public key, or a file of one; repeatable.")
    private List<String> issuers = List.of();

    @Option(names = "--audience", paramLabel = "NAME", description = "What this place goes by; 'postern' unless given.")
    private List<String> audience = List.of("postern");

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose rules it is shown under.")
    private String tenant = "default";

    @Option(names = "--action", paramLabel = "ACTION", description = "What it is to permit.")
    private String action = "";

    @Option(names = "--resource", paramLabel = "PATH", description = "On what.")
    private String resource = "";

    @Option(names = "--revocations", paramLabel = "FILE", description = "What was revoked.")
    private @Nullable Path revocations;

    @Option(names = "--max-age", paramLabel = "MINUTES", description = "Since it was issued; 60 unless given.")
    private int maxAge = 60;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokenVerifyCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (action.isEmpty() != resource.isEmpty()) {
            throw CommandException.badInput("--action and --resource belong together, expected both or neither");
        }
        if (maxAge > Terms.GREATEST_AGE.toMinutes()) {
            throw CommandException.badInput(
                    "--max-age " + maxAge + ", expected at most " + Terms.GREATEST_AGE.toMinutes() + " minutes");
        }
        TokenResult result = TokenRead.result(terminal, token);
        Verification verification = new TokenVerifier(trust()).verify(result);
        Refusal refusal = verification instanceof Verification.Refused refused
                ? refused.refusal()
                : refusal(((Verification.Verified) verification).token());
        if (json) {
            terminal.out().println(Json.line(report(refusal, result)));
        } else {
            print(refusal, result);
        }
        return refusal == null ? Exit.OK : Exit.DENIED;
    }

    private @Nullable Refusal refusal(VerifiedToken verified) throws IOException, InterruptedException {
        Refusal refusal = revocations == null ? null : verified.revoked(table(revocations));
        Terms terms = new Terms(new HashSet<>(audience), Duration.ZERO, Duration.ofMinutes(maxAge));
        refusal = refusal != null ? refusal : verified.standing(tenant, terms, clock.millis());
        if (refusal != null || action.isEmpty()) {
            return refusal;
        }
        Check check = new Check(
                tenant,
                Principal.of(verified.first().subject()),
                action,
                resource,
                Map.of(),
                Attributes.NONE,
                clock.millis());
        return verified.grants(check, new Scratch());
    }

    private static RevocationTable table(Path file) throws IOException, InterruptedException {
        RevocationTable table = new RevocationTable(CAPACITY);
        try (FileRevocations feed = new FileRevocations(file)) {
            RevocationFeed.Batch batch = feed.read(RevocationFeed.START, Duration.ZERO);
            batch.acts().forEach(table::add);
            while (!batch.last()) {
                batch = feed.read(batch.position(), Duration.ZERO);
                batch.acts().forEach(table::add);
            }
        }
        return table;
    }

    private TrustSet trust() throws IOException {
        Map<String, List<PublicKey>> keys = new HashMap<>();
        for (String issuer : issuers) {
            int equals = issuer.indexOf('=');
            if (equals < 1) {
                throw CommandException.badInput("--issuer '" + issuer + "', expected a name, = and a key");
            }
            keys.computeIfAbsent(issuer.substring(0, equals), name -> new ArrayList<>())
                    .add(TokenRead.key(issuer.substring(equals + 1)));
        }
        return new TrustSet(keys.entrySet().stream()
                .map(issuer -> new TrustSet.Issuer(issuer.getKey(), issuer.getValue(), Set.of()))
                .toList());
    }

    private void print(@Nullable Refusal refusal, TokenResult result) {
        if (refusal == null) {
            terminal.out().println(terminal.colour("green", "good"));
        } else {
            String link = refusal.link() < 0 ? "" : " (link " + refusal.link() + ")";
            terminal.out()
                    .println(terminal.colour("red", "refused") + "  "
                            + refusal.reason().code() + link + "  " + refusal.explanation());
        }
        if (result instanceof TokenResult.Read read) {
            new ShownToken(read.token()).printLinks(terminal);
        }
    }

    private static ObjectNode report(@Nullable Refusal refusal, TokenResult result) {
        ObjectNode report = Json.object().put("valid", refusal == null);
        report.put("reason", refusal == null ? null : refusal.reason().code());
        report.put("link", refusal == null || refusal.link() < 0 ? null : refusal.link());
        report.put("explanation", refusal == null ? null : refusal.explanation());
        if (result instanceof TokenResult.Read read) {
            report.set("token", new ShownToken(read.token()).describe(Json.object()));
        } else {
            report.putNull("token");
        }
        return report;
    }
}
