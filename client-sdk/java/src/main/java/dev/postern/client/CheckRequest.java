package dev.postern.client;

import dev.postern.v1.DecideRequest;
import dev.postern.v1.Principal;
import java.util.List;

/** One question: may this principal do this action to this resource? Immutable; every setter gives a new question. */
public final class CheckRequest {

    private final DecideRequest wire;

    private CheckRequest(DecideRequest wire) {
        this.wire = wire;
    }

    /**
     * A question with neither principal nor context yet.
     *
     * @param action dot-separated, such as {@code file.read}
     * @param resource slash-separated, such as {@code /docs/42}
     */
    public static CheckRequest of(String action, String resource) {
        return new CheckRequest(DecideRequest.newBuilder()
                .setAction(action)
                .setResource(resource)
                .build());
    }

    /** A question as the wire has it. */
    public static CheckRequest of(DecideRequest wire) {
        return new CheckRequest(wire);
    }

    /** Names the question; echoed in its answer. */
    public CheckRequest id(String id) {
        return new CheckRequest(wire.toBuilder().setId(id).build());
    }

    /** Whose rules answer; {@code default} unless set. */
    public CheckRequest tenant(String tenant) {
        return new CheckRequest(wire.toBuilder().setTenant(tenant).build());
    }

    /** Who asks. The sidecar takes it only on a listener that trusts assertions. */
    public CheckRequest principal(String id) {
        return principal(id, List.of(), AttributeMap.EMPTY);
    }

    public CheckRequest principal(String id, List<String> roles, AttributeMap attributes) {
        Principal principal = Principal.newBuilder()
                .setId(id)
                .addAllRoles(roles)
                .putAllAttributes(attributes.values())
                .build();
        return new CheckRequest(wire.toBuilder().setPrincipal(principal).build());
    }

    /** A capability token in its text form: what the bearer of it may do, at most. */
    public CheckRequest token(String token) {
        return new CheckRequest(wire.toBuilder().setToken(token).build());
    }

    /** Proof that the bearer has the token's key, where the token demands one; it serves once. */
    public CheckRequest proof(String proof) {
        return new CheckRequest(wire.toBuilder().setProof(proof).build());
    }

    /** The attributes of the check, in place of any set before. */
    public CheckRequest context(AttributeMap context) {
        return new CheckRequest(
                wire.toBuilder().clearContext().putAllContext(context.values()).build());
    }

    /** The question as it goes over the wire. */
    public DecideRequest wire() {
        return wire;
    }
}
