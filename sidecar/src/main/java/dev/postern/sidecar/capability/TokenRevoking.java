package dev.postern.sidecar.capability;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.grpc.UnaryHandler;
import dev.postern.sidecar.revocation.Revoking;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.RevokeRequest;
import dev.postern.v1.RevokeResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Revokes for whom policy permits. Thread-safe. */
public final class TokenRevoking {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRevoking.class);
    private static final int MAX_NAME = 256;

    private final ReservedAction action;
    private final Revoking revoking;
    private final InstantSource clock;
    private final Executor executor;

    /**
     * Revokes.
     *
     * @param executor waits for disks; bounded, rejects when full
     */
    public TokenRevoking(ReservedAction action, Revoking revoking, InstantSource clock, Executor executor) {
        this.action = action;
        this.revoking = revoking;
        this.clock = clock;
        this.executor = executor;
    }

    void revoke(Received<RevokeRequest> received, UnaryHandler.Reply<RevokeResponse> reply) {
        try {
            if (received instanceof Received.Message<RevokeRequest> message) {
                revoke(message.value(), reply);
            } else {
                reply.send(refused(action.refuse("", ((Received.Unreadable<RevokeRequest>) received).reason()), ""));
            }
        } catch (RuntimeException | StackOverflowError e) {
            reply.send(refused(action.fault(e), ""));
        }
    }

    private void revoke(RevokeRequest request, UnaryHandler.Reply<RevokeResponse> reply) {
        String tenant = request.getTenant().isEmpty() ? Check.DEFAULT_TENANT : request.getTenant();
        long now = clock.millis() / 1000;
        long until = request.getUntil() == 0 ? now : request.getUntil();
        Revocation act = act(request, tenant, now, until);
        if (act == null) {
            reply.send(refused(
                    action.refuse(tenant, Reason.INPUT_INCOMPLETE),
                    "expected one of token_id, subject, key_id or all, of 1 to " + MAX_NAME
                            + " characters, and times from 0 to " + Revocation.LAST));
            return;
        }
        action.ask(question(request, tenant, until), reply, decision -> {
            if (ReservedAction.isPermitted(decision)) {
                later(act, decision, reply);
            } else {
                reply.send(refused(decision, ""));
            }
        });
    }

    private void later(Revocation act, Decision decision, UnaryHandler.Reply<RevokeResponse> reply) {
        try {
            executor.execute(() -> reply.send(done(act, decision)));
        } catch (RejectedExecutionException full) {
            reply.send(refused(decision, "too much is under way, try again"));
        }
    }

    private RevokeResponse done(Revocation act, Decision decision) {
        try {
            revoking.revoke(act);
            return RevokeResponse.newBuilder()
                    .setDecision(action.message(decision))
                    .setRevoked(true)
                    .build();
        } catch (IOException e) {
            LOG.error("an act of revoking could not be recorded", e);
            return refused(decision, "it counts here, but could not be recorded: " + e.getMessage());
        }
    }

    private RevokeResponse refused(Decision decision, String problem) {
        return RevokeResponse.newBuilder()
                .setDecision(action.message(decision))
                .setProblem(problem)
                .build();
    }

    private static @Nullable Revocation act(RevokeRequest request, String tenant, long now, long until) {
        return switch (request.getWhatCase()) {
            case TOKEN_ID -> isName(request.getTokenId()) ? token(request, now) : null;
            case KEY_ID ->
                isName(request.getKeyId()) ? new Revocation.OfKey(RevocationName.ofKey(request.getKeyId())) : null;
            case SUBJECT ->
                isName(request.getSubject()) && isTime(until)
                        ? new Revocation.OfSubject(RevocationName.ofSubject(tenant, request.getSubject()), until)
                        : null;
            case ALL -> request.getAll() && isTime(until) ? new Revocation.OfAll(until) : null;
            case WHAT_NOT_SET -> null;
        };
    }

    private static @Nullable Revocation token(RevokeRequest request, long now) {
        RevocationName name = RevocationName.ofToken(request.getTokenId());
        if (request.getExpiresAt() == 0) {
            return Revocation.OfToken.issuedBy(name, now);
        }
        return isTime(request.getExpiresAt()) ? new Revocation.OfToken(name, request.getExpiresAt()) : null;
    }

    private static boolean isTime(long seconds) {
        return seconds >= 0 && seconds <= Revocation.LAST;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME;
    }

    private static DecideRequest question(RevokeRequest request, String tenant, long until) {
        DecideRequest.Builder question =
                DecideRequest.newBuilder().setTenant(tenant).setAction(ReservedAction.REVOKE);
        switch (request.getWhatCase()) {
            case TOKEN_ID -> {
                question.setResource("/tokens").putContext("token_id", ReservedAction.text(request.getTokenId()));
                if (request.getExpiresAt() != 0) {
                    question.putContext("expires_at", ReservedAction.number(request.getExpiresAt()));
                }
            }
            case KEY_ID -> question.setResource("/keys").putContext("key_id", ReservedAction.text(request.getKeyId()));
            case SUBJECT ->
                question.setResource("/subjects")
                        .putContext("subject", ReservedAction.text(request.getSubject()))
                        .putContext("until", ReservedAction.number(until));
            default -> question.setResource("/all").putContext("until", ReservedAction.number(until));
        }
        if (request.hasPrincipal()) {
            question.setPrincipal(request.getPrincipal());
        }
        return question.build();
    }
}
