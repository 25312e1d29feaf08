package dev.postern.sidecar.http;

/** Answers the requests of one path. Called on the listener's event loop: must not block. */
@FunctionalInterface
public interface HttpRoute {

    HttpReply answer(HttpAsk ask);
}
