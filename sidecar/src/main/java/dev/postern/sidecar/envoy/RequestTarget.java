package dev.postern.sidecar.envoy;

import java.util.Map;

/**
 * Where a request or connection goes, read and canonicalised.
 *
 * @param path canonical; empty for connections
 * @param rawPath as sent, without query
 * @param rawQuery as sent, without the question mark
 * @param authority whom the request is addressed to
 * @param sni in lower case; empty when there is none
 * @param captures what the matching route captured from the path
 */
record RequestTarget(
        String path, String rawPath, String rawQuery, Authority authority, String sni, Map<String, String> captures) {}
