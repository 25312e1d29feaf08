package dev.postern.client;

import io.grpc.Status;

/** Why the client denied without an answer of the sidecar: stable codes beside those the sidecar sends. */
public enum ClientReason {
    /** The sidecar could not be reached, refused the call or went away. */
    UNAVAILABLE("client.unavailable"),
    /** No answer came within the deadline. */
    DEADLINE("client.deadline"),
    /** What came back is no answer: unreadable, for another question, or without a decision. */
    PROTOCOL("client.protocol"),
    /** More calls in flight than the client allows. */
    OVERLOAD("client.overload");

    private final String code;

    ClientReason(String code) {
        this.code = code;
    }

    /** The stable code, such as {@code client.deadline}. */
    public String code() {
        return code;
    }

    static ClientReason of(Status status) {
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED -> DEADLINE;
            case INVALID_ARGUMENT, UNIMPLEMENTED, OUT_OF_RANGE, DATA_LOSS, INTERNAL, OK -> PROTOCOL;
            // grpc-java cancels a call whose response it cannot read, and names what stopped it.
            case CANCELLED -> status.getCause() == null ? UNAVAILABLE : PROTOCOL;
            default -> UNAVAILABLE;
        };
    }
}
