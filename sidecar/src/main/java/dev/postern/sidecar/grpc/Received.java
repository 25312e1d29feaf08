package dev.postern.sidecar.grpc;

import dev.postern.policy.Reason;
import java.util.function.Function;

/** A request as it came off the wire. */
public sealed interface Received<T> {

    /** A part of the message; what is unreadable stays so. */
    default <P> Received<P> map(Function<T, P> part) {
        return this instanceof Message<T> message
                ? new Message<>(part.apply(message.value()))
                : new Unreadable<>(((Unreadable<T>) this).reason());
    }

    /** It could be decoded. */
    record Message<T>(T value) implements Received<T> {}

    /** It could not, and must be answered with a denial for {@code reason}. */
    record Unreadable<T>(Reason reason) implements Received<T> {}
}
