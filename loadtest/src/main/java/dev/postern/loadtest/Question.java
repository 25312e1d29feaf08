package dev.postern.loadtest;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.function.Predicate;

/**
 * A request that is sent again and again, or some of a kind in turn.
 *
 * @param name as the command line and the report call it
 * @param method with messages left as bytes
 * @param bodies the encoded requests
 * @param permitted whether an encoded response says yes
 */
record Question(
        String name, MethodDescriptor<byte[], byte[]> method, List<ByteString> bodies, Predicate<byte[]> permitted) {

    Question {
        bodies = List.copyOf(bodies);
    }

    /** One request. */
    Question(String name, MethodDescriptor<byte[], byte[]> method, ByteString body, Predicate<byte[]> permitted) {
        this(name, method, List.of(body), permitted);
    }

    /** The first request. */
    ByteString body() {
        return bodies.get(0);
    }
}
