package dev.postern.sidecar.http;

/**
 * What a route sees of a GET or HEAD request.
 *
 * @param path without the query
 * @param accept the {@code Accept} header, empty when there is none
 */
public record HttpAsk(String path, String accept) {}
