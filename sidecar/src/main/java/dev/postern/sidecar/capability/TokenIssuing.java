package dev.postern.sidecar.capability;

import dev.postern.capability.Grant;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Token;
import dev.postern.capability.TokenResult;
import dev.postern.capability.TokenText;
import dev.postern.crypto.Hex;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.grpc.UnaryHandler;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.IssueRequest;
import dev.postern.v1.IssueResponse;
import dev.postern.v1.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Issues tokens to whom policy permits. Thread-safe as far as its source of randomness is. */
public final class TokenIssuing {

    private static final int ID_BYTES = 16;

    private final ReservedAction action;
    private final Issuer issuer;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Who issues.
     *
     * @param name in the tokens
     * @param key signs them
     * @param audience for whom they are meant when nobody says
     * @param maxLife longest life of a token
     */
    public record Issuer(String name, SigningKey key, Set<String> audience, Duration maxLife) {
        public Issuer {
            audience = Set.copyOf(audience);
        }
    }

    /**
     * Issues.
     *
     * @param random names tokens; cryptographically secure but in tests
     */
    public TokenIssuing(ReservedAction action, Issuer issuer, InstantSource clock, RandomGenerator random) {
        this.action = action;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
    }

    void issue(Received<IssueRequest> received, UnaryHandler.Reply<IssueResponse> reply) {
        try {
            if (received instanceof Received.Message<IssueRequest> message) {
                issue(message.value(), reply);
            } else {
                reply.send(refused(action.refuse("", ((Received.Unreadable<IssueRequest>) received).reason()), ""));
            }
        } catch (RuntimeException | StackOverflowError e) {
            reply.send(refused(action.fault(e), ""));
        }
    }

    private void issue(IssueRequest request, UnaryHandler.Reply<IssueResponse> reply) {
        String tenant = request.getTenant().isEmpty() ? Check.DEFAULT_TENANT : request.getTenant();
        Lifetime lifetime = lifetime(request.getLifeSeconds());
        if (lifetime == null) {
            String most = "life_seconds: expected 1 to " + issuer.maxLife.toSeconds();
            reply.send(refused(action.refuse(tenant, Reason.CAP_MALFORMED), most));
            return;
        }
        GrantReading reading = new GrantReading(request);
        Grant grant = reading.grant(tenant, id(request), issuer.name, audience(request), lifetime);
        if (grant == null) {
            reply.send(refused(action.refuse(tenant, Reason.CAP_MALFORMED), String.valueOf(reading.problem())));
            return;
        }
        action.ask(question(request, grant), reply, decision -> reply.send(answer(decision, grant)));
    }

    private IssueResponse answer(Decision decision, Grant grant) {
        if (!ReservedAction.isPermitted(decision)) {
            return refused(decision, "");
        }
        Token token = Token.issue(grant, issuer.key);
        String text = TokenText.print(token);
        if (TokenText.parse(text) instanceof TokenResult.Unreadable unreadable) {
            return refused(action.refuse(grant.tenant(), unreadable.reason()), unreadable.message());
        }
        return IssueResponse.newBuilder()
                .setDecision(action.message(decision))
                .setToken(text)
                .setTokenId(grant.tokenId())
                .setExpiresAt(grant.lifetime().expiresAt())
                .build();
    }

    private IssueResponse refused(Decision decision, String problem) {
        return IssueResponse.newBuilder()
                .setDecision(action.message(decision))
                .setProblem(problem)
                .build();
    }

    private static DecideRequest question(IssueRequest request, Grant grant) {
        DecideRequest.Builder question = DecideRequest.newBuilder()
                .setTenant(grant.tenant())
                .setAction(ReservedAction.ISSUE)
                .setResource("/tenants/" + grant.tenant() + "/subjects/" + grant.subject())
                .putContext("subject", ReservedAction.text(grant.subject()))
                .putContext("capabilities", ReservedAction.texts(request.getCapabilitiesList()))
                .putContext("scopes", ReservedAction.texts(request.getScopesList()))
                .putContext("audience", ReservedAction.texts(grant.audience()))
                .putContext(
                        "life",
                        ReservedAction.number(
                                grant.lifetime().expiresAt() - grant.lifetime().issuedAt()))
                .putContext(
                        "bound",
                        Value.newBuilder()
                                .setBool(grant.possession().isDemanded())
                                .build());
        if (request.hasPrincipal()) {
            question.setPrincipal(request.getPrincipal());
        }
        return question.build();
    }

    private @Nullable Lifetime lifetime(long asked) {
        long most = issuer.maxLife.toSeconds();
        long life = asked == 0 ? most : asked;
        long now = clock.millis() / 1000;
        return life < 1 || life > most ? null : new Lifetime(now, now, now + life);
    }

    private String id(IssueRequest request) {
        if (!request.getTokenId().isEmpty()) {
            return request.getTokenId();
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Hex.print(id);
    }

    private List<String> audience(IssueRequest request) {
        return request.getAudienceCount() > 0
                ? request.getAudienceList()
                : issuer.audience.stream().sorted().toList();
    }
}
