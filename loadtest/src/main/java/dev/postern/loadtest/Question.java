package dev.postern.loadtest;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import java.util.function.Predicate;

/**
 * A request that is sent again and again.
 *
 * @param name as the command line and the report call it
 * @param method with messages left as bytes
 * @param body the encoded request
 * @param permitted whether an encoded response says yes
 */
record Question(String name, MethodDescriptor<byte[], byte[]> method, ByteString body, Predicate<byte[]> permitted) {}
