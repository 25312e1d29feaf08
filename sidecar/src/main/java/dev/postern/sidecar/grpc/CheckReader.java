package dev.postern.sidecar.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.postern.capability.TokenText;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.identity.Shown;
import dev.postern.v1.DecideRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads checks from requests of {@code postern.v1}: everything doubtful is refused here. Thread-safe. */
public final class CheckReader {

    static final int MAX_PROOF = 256;

    private static final char DELETE = 0x7f;

    /** A bit for the first letter of each reserved root, modulo 64, so that most names are told apart by one look. */
    private static final long INITIALS =
            Roots.RESERVED.stream().mapToLong(root -> 1L << root.charAt(0)).reduce(0, (a, b) -> a | b);

    private final InputLimits limits;
    private final InstantSource clock;
    private final PlainReader plain;

    /**
     * A reader. What a request says of its principal is read and not judged.
     *
     * @param clock tells the time of a check
     */
    public CheckReader(InputLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.plain = new PlainReader(limits);
    }

    /** What a request came to; {@code id} is what its answer echoes, empty when the request's is unfit or unknown. */
    public sealed interface Reading {

        /** A check, with the token and the proof that came in it, empty for none. */
        record Asked(String id, Check check, String token, String proof) implements Reading {

            /** What came with it: in the request and in the call. */
            public Shown shown(Shown call) {
                return token.isEmpty() && proof.isEmpty() ? call : new ItemShown(call, token, proof);
            }
        }

        /** It is to be denied, in the mode of {@code tenant}, which is empty when it is not known. */
        record Refused(String id, String tenant, Reason reason) implements Reading {}
    }

    /** Reads a request from its bytes, most without decoding them into messages first. */
    public Reading readBytes(Received<byte[]> received, boolean late) {
        Reading.Asked asked = !late && received instanceof Received.Message<byte[]> message
                ? plain.read(message.value(), clock.millis())
                : null;
        return asked != null ? asked : read(decode(received), late);
    }

    /** Decodes a request by the generated classes. */
    static Received<DecideRequest> decode(Received<byte[]> received) {
        if (!(received instanceof Received.Message<byte[]> message)) {
            return new Received.Unreadable<>(((Received.Unreadable<byte[]>) received).reason());
        }
        try {
            return new Received.Message<>(DecideRequest.parseFrom(message.value()));
        } catch (InvalidProtocolBufferException e) {
            return new Received.Unreadable<>(Reason.INPUT_MALFORMED);
        }
    }

    /** Reads a request; one whose caller has gone or cannot wait ({@code late}) is refused unread. */
    public Reading read(Received<DecideRequest> received, boolean late) {
        if (!(received instanceof Received.Message<DecideRequest> message)) {
            return refuse(received, Reason.INPUT_MALFORMED);
        }
        DecideRequest request = message.value();
        Reason refused = late ? Reason.DEADLINE : refusal(request);
        if (refused != null) {
            return refuse(received, refused);
        }
        ValueReader values = new ValueReader(limits);
        Principal principal = request.hasPrincipal() ? principal(request.getPrincipal(), values) : Principal.NOBODY;
        Map<String, Value> context = values.fields(request.getContextMap());
        if (values.refused() != null) {
            return refuse(received, values.refused());
        }
        return new Reading.Asked(
                request.getId(),
                new Check(
                        tenant(request),
                        principal,
                        request.getAction(),
                        request.getResource(),
                        context,
                        Attributes.NONE,
                        clock.millis()),
                request.getToken(),
                request.getProof());
    }

    /** Refuses a request unread; one that could not be decoded keeps the reason it came with. */
    public Reading.Refused refuse(Received<DecideRequest> received, Reason reason) {
        if (received instanceof Received.Message<DecideRequest> message) {
            DecideRequest request = message.value();
            String id = unfit(request.getId(), limits.maxId()) == null ? request.getId() : "";
            return new Reading.Refused(id, tenant(request), reason);
        }
        return new Reading.Refused("", "", ((Received.Unreadable<DecideRequest>) received).reason());
    }

    private static String tenant(DecideRequest request) {
        String tenant = request.getTenant();
        return tenant.isEmpty() ? Check.DEFAULT_TENANT : tenant;
    }

    private @Nullable Reason refusal(DecideRequest request) {
        String action = request.getAction();
        String resource = request.getResource();
        if (action.isEmpty() || resource.isEmpty()) {
            return Reason.INPUT_INCOMPLETE;
        }
        Reason refused = unfit(action, limits.maxName());
        refused = refused != null ? refused : unfit(resource, limits.maxResource());
        refused = refused != null ? refused : unfit(request.getTenant(), limits.maxName());
        refused = refused != null ? refused : unfit(request.getId(), limits.maxId());
        refused = refused != null ? refused : unfit(request.getToken(), TokenText.MAX_CHARS);
        refused = refused != null ? refused : unfit(request.getProof(), MAX_PROOF);
        refused = refused != null ? refused : principal(request);
        return refused != null ? refused : roots(request.getContextMap());
    }

    private @Nullable Reason principal(DecideRequest request) {
        if (!request.hasPrincipal()) {
            return null;
        }
        dev.postern.v1.Principal principal = request.getPrincipal();
        Reason refused = unfit(principal.getId(), limits.maxName());
        if (principal.getRolesCount() > limits.maxValues()) {
            return Reason.INPUT_TOO_LARGE;
        }
        for (int i = 0; i < principal.getRolesCount() && refused == null; i++) {
            refused = unfit(principal.getRoles(i), limits.maxName());
        }
        return refused;
    }

    private static Principal principal(dev.postern.v1.Principal wire, ValueReader values) {
        return new Principal(wire.getId(), List.copyOf(wire.getRolesList()), values.fields(wire.getAttributesMap()));
    }

    private static @Nullable Reason roots(Map<String, dev.postern.v1.Value> context) {
        for (String name : context.keySet()) {
            if (isReserved(name)) {
                return Reason.INPUT_RESERVED;
            }
        }
        return null;
    }

    /** A name that only begins with a reserved root is refused as well: it would read like one in every log. */
    static boolean isReserved(String name) {
        if (name.isEmpty() || ((INITIALS >>> name.charAt(0)) & 1) == 0) {
            return false;
        }
        int dot = name.indexOf('.');
        return Roots.RESERVED.contains(dot < 0 ? name : name.substring(0, dot));
    }

    /** Why {@code text} cannot name anything, or {@code null} when it can. */
    static @Nullable Reason unfit(String text, int max) {
        int length = text.length();
        if (length > max) {
            return Reason.INPUT_TOO_LARGE;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == DELETE) {
                return Reason.INPUT_MALFORMED;
            }
        }
        return null;
    }
}
