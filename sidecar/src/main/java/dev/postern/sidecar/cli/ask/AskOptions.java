package dev.postern.sidecar.cli.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.capability.TokenText;
import dev.postern.client.PosternClient;
import dev.postern.client.Tls;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.sidecar.cli.console.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that {@code check} and {@code policy explain} share: whom to ask, and what. */
public final class AskOptions {

    private static final int LIMIT_COUNTERS = 65_536;

    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    @Option(
            names = "--principal",
            paramLabel = "ID|JSON",
            description = "Who asks: an id, or {\"id\":…,\"roles\":[…],\"attributes\":{…}}.")
    private String principal = "";

    @Option(names = "--action", paramLabel = "ACTION", description = "Dot-separated, such as file.read.")
    private String action = "";

    @Option(names = "--resource", paramLabel = "PATH", description = "Slash-separated, such as /docs/42.")
    private String resource = "";

    @Option(
            names = "--context",
            paramLabel = "JSON",
            description = {
                "Attributes of the check, a JSON object.",
                "Offline it may hold request, source, env, capability and egress too."
            })
    private String context = "{}";

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose rules answer; 'default' unless given.")
    private String tenant = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "A capability token, or a file of one, to be shown. A sidecar only.")
    private String token = "";

    @Option(names = "--proof", paramLabel = "PROOF", description = "A proof of possession, to be shown beside it.")
    private String proof = "";

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "Time of the check: RFC 3339 or seconds since the epoch. Offline only.")
    private String now = "";

    @Option(
            names = "--deadline",
            paramLabel = "MILLIS",
            description = "How long a sidecar may take; 2000 unless given.")
    private int deadlineMillis = 2_000;

    @Option(names = "--ca", paramLabel = "PEM", description = "Use TLS, trusting these certificates.")
    private @Nullable Path trust;

    @Option(
            names = "--cert",
            paramLabel = "PEM",
            description = "Own certificate chain, for a sidecar that asks for one.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "PEM", description = "Key of --cert, PKCS#8.")
    private @Nullable Path key;

    boolean asksNothing() {
        return action.isEmpty() && resource.isEmpty();
    }

    /** Opens whoever is to answer; {@code countLimits} makes an offline one count as a sidecar does. */
    public Asker asker(Clock clock, boolean countLimits) throws IOException {
        Path bundle = whom.bundle;
        if (bundle != null) {
            if (!token.isEmpty() || !proof.isEmpty()) {
                throw CommandException.badInput("--token and --proof are for --server, a bundle believes no issuer");
            }
            LimitCounters limits = countLimits ? new LimitCounters(LIMIT_COUNTERS) : null;
            return new OfflineAsker(Bundle.program(bundle), clock(clock), limits);
        }
        if (!now.isEmpty() || countLimits) {
            throw CommandException.badInput("--now and --count-limits are for --bundle, a sidecar goes by its own");
        }
        return new ServerAsker(client(), shownToken(), proof);
    }

    private String shownToken() throws IOException {
        return token.isEmpty() || TokenText.isToken(token)
                ? token
                : TextFile.read(Path.of(token), 1 << 16).strip();
    }

    /** The question the options ask. */
    public Read question() {
        try {
            JsonNode tree = Json.JSON.readTree(context);
            if (!tree.isObject()) {
                throw InputException.malformed("--context is not an object, expected one");
            }
            var node = Json.object()
                    .put("action", action)
                    .put("resource", resource)
                    .put("tenant", tenant);
            node.set("context", tree);
            Read read = QuestionReader.object(node);
            return read instanceof Read.Asked asked ? withPrincipal(asked.question()) : read;
        } catch (JsonProcessingException e) {
            throw CommandException.badInput("--context or --principal is not JSON: " + Json.complaint(e));
        } catch (InputException e) {
            throw CommandException.badInput(e.message());
        }
    }

    private Read withPrincipal(Question question) throws JsonProcessingException, InputException {
        Principal who = principal.stripLeading().startsWith("{")
                ? QuestionReader.principal(Json.JSON.readTree(principal))
                : Principal.of(principal);
        return new Read.Asked(new Question(
                question.id(),
                question.tenant(),
                who,
                question.action(),
                question.resource(),
                Map.copyOf(question.attributes()),
                null));
    }

    private Clock clock(Clock clock) {
        if (now.isEmpty()) {
            return clock;
        }
        try {
            return Clock.fixed(java.time.Instant.ofEpochMilli(QuestionReader.now(now)), java.time.ZoneOffset.UTC);
        } catch (InputException e) {
            throw CommandException.badInput("--" + e.message());
        }
    }

    private PosternClient client() {
        String server = whom.server == null ? "" : whom.server;
        try {
            PosternClient.Builder builder = PosternClient.builder(server).deadline(Duration.ofMillis(deadlineMillis));
            if (trust != null || certificate != null) {
                builder.tls(new Tls(trust, certificate, key));
            }
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw CommandException.badInput(String.valueOf(e.getMessage()));
        }
    }

    /** Exactly one of the two. */
    static final class Whom {

        @Option(
                names = "--bundle",
                paramLabel = "PATH",
                description = "Answer from this bundle: a .ccl file or a directory.")
        private @Nullable Path bundle;

        @Option(names = "--server", paramLabel = "ADDR", description = "Ask the sidecar at host:port or unix:/path.")
        private @Nullable String server;
    }
}
