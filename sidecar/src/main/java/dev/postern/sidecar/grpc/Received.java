package dev.postern.sidecar.grpc;

import dev.postern.policy.Reason;

/** A request as it came off the wire. */
public sealed interface Received<T> {

    /** It could be decoded. */
    record Message<T>(T value) implements Received<T> {}

    /** It could not, and must be answered with a denial for {@code reason}. */
    record Unreadable<T>(Reason reason) implements Received<T> {}
}
