package dev.postern.sidecar.identity;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Faults;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names the principal of a check by what was proved: the subject of a JSON Web Token, else the peer. What the caller says
 * of the principal counts where the listener trusts it, and else where policy lets the caller speak for that principal;
 * see {@link SpeaksFor}. A check that a capability token has named already keeps its principal. Of one listener;
 * thread-safe.
 */
public final class CallerIdentification implements Identification {

    private final JwtBearer bearer;
    private final KnownJwts jwts;
    private final Peers peers;
    private final boolean trustAsserted;
    private final Surroundings around;
    private final IdentityCounters counters;

    /**
     * What it is told of the process it lives in.
     *
     * @param active whose rules say who may speak for whom
     * @param loop the event loop of the calling thread, {@code null} when it is none
     * @param patienceNanos longest wait of a check
     */
    public record Surroundings(
            ActiveProgram active,
            Supplier<@Nullable ScheduledExecutorService> loop,
            long patienceNanos,
            LongSupplier nanoTime,
            Faults faults) {}

    CallerIdentification(
            JwtBearer bearer,
            KnownJwts jwts,
            Peers peers,
            boolean trustAsserted,
            Surroundings around,
            IdentityCounters counters) {
        this.bearer = bearer;
        this.jwts = jwts;
        this.peers = peers;
        this.trustAsserted = trustAsserted;
        this.around = around;
        this.counters = counters;
    }

    @Override
    public @Nullable Check now(Check check, Shown shown) {
        String text = bearer.of(shown);
        if (text == null) {
            return named(check, shown, Principal.NOBODY);
        }
        JwtResult.Verified verified = jwts.find(text);
        if (verified == null) {
            return null;
        }
        counters.known.increment();
        return settle(check, shown, verified);
    }

    @Override
    public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
        String text = bearer.of(shown);
        if (text == null) {
            throw new IllegalStateException("a check without a token has nothing to wait for");
        }
        ScheduledExecutorService loop = around.loop().get();
        if (loop == null) {
            sink.accept(settle(check, shown, jwts.verifyHere(text)));
            return;
        }
        Waiting waiting = new Waiting(loop, check, sink);
        waiting.begin(Math.min(
                around.patienceNanos(),
                caller.deadlineNanos() - around.nanoTime().getAsLong()));
        jwts.verify(text, outcome -> waiting.end(settle(check, shown, outcome)));
    }

    private Check settle(Check check, Shown shown, SingleFlight.Outcome<JwtResult> outcome) {
        if (outcome instanceof SingleFlight.Outcome.Done<JwtResult> done) {
            try {
                return settle(check, shown, done.result());
            } catch (RuntimeException | StackOverflowError e) {
                around.faults().add(e);
                return refused(check, Reason.INTERNAL);
            }
        }
        if (outcome instanceof SingleFlight.Outcome.Fault<JwtResult> fault) {
            around.faults().add(fault.cause());
            return refused(check, Reason.INTERNAL);
        }
        return refused(check, Reason.JWT_OVERLOAD);
    }

    private Check settle(Check check, Shown shown, JwtResult result) {
        Reason refusal = result.refusal(check.nowMillis());
        return result instanceof JwtResult.Verified verified && refusal == null
                ? named(check, shown, verified.principal())
                : refused(check, refusal == null ? Reason.INTERNAL : refusal);
    }

    /** The check in the name of who asks; {@code subject} is a token's, or nobody. */
    private Check named(Check check, Shown shown, Principal subject) {
        Peer direct =
                shown.isAsserted() ? peers.of(shown.certificate()) : new Peer(check.principal(), Peer.UNKNOWN.facts());
        Peer peer = peers.behind(direct, shown);
        if (peer == null) {
            return refused(check, Reason.IDENTITY_FORWARDED);
        }
        Principal caller = subject.id().isEmpty() ? peer.principal() : subject;
        Check told = caller.id().isEmpty() ? check : told(check, peer, caller);
        if (check.credential() != Credential.NONE) {
            return told;
        }
        if (!shown.isAsserted() || check.principal().equals(Principal.NOBODY)) {
            return by(told, caller);
        }
        return asserted(told, caller, !subject.id().isEmpty());
    }

    /** A check whose principal is the caller's word. */
    private Check asserted(Check check, Principal caller, boolean bearsJwt) {
        if (trustAsserted && !bearsJwt) {
            return check;
        }
        if (caller.id().isEmpty()) {
            return refused(check, Reason.INPUT_UNTRUSTED);
        }
        if (check.principal().equals(Principal.of(caller.id()))) {
            return by(check, caller);
        }
        counters.asserted.increment();
        return check.with(new SpeaksFor(caller, around.active()));
    }

    private static Check told(Check check, Peer peer, Principal caller) {
        Attributes facts = new SourceFacts(check.facts(), peer.facts(), caller.id());
        return check.withFacts(facts);
    }

    private static Check by(Check check, Principal caller) {
        return new Check(
                check.tenant(),
                caller,
                check.action(),
                check.resource(),
                check.context(),
                check.facts(),
                check.nowMillis(),
                check.credential());
    }

    private Check refused(Check check, Reason reason) {
        counters.refused.increment();
        return check.with(Credential.refused(reason));
    }
}
