package dev.postern.sidecar.grpc;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * Serves each connection with the context that is the latest when it arrives. A context as a whole is replaced, and not
 * only the keys behind it, because the names of the authorities that a server tells its clients are fixed in it.
 */
final class LatestSslContext extends SslContext {

    private volatile SslContext latest;

    LatestSslContext(SslContext first) {
        this.latest = first;
    }

    void replace(SslContext next) {
        latest = next;
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return latest.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the type, so there is no way around it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return latest.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return latest.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return latest.newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return latest.sessionContext();
    }
}
