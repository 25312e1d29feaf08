package dev.postern.sidecar.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A key set at a URL: read over TLS or from this host, without following redirects. */
final class JwksUrl implements JwksPlace {

    private static final int OK = 200;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration timeout;
    private final int maxBytes;

    private JwksUrl(HttpClient client, URI url, Duration timeout, int maxBytes) {
        this.client = client;
        this.request = HttpRequest.newBuilder(url)
                .header("accept", "application/jwk-set+json, application/json")
                .build();
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /**
     * The place at {@code url}.
     *
     * @param client must not follow redirects
     * @param timeout for the whole of one read
     * @throws IllegalArgumentException when anybody on the way could change what is read
     */
    static JwksUrl of(HttpClient client, String url, Duration timeout, int maxBytes) {
        URI uri = URI.create(url);
        boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isThisHost(uri));
        if (!safe || uri.getHost() == null) {
            throw new IllegalArgumentException("'" + url + "' is not safe, expected https, or http on this host");
        }
        return new JwksUrl(client, uri, timeout, maxBytes);
    }

    @Override
    public String read() throws IOException {
        Future<HttpResponse<String>> asked = client.sendAsync(request, response -> new BoundedBody(maxBytes));
        try {
            HttpResponse<String> response = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                throw new IOException(request.uri() + ": status " + response.statusCode() + ", expected " + OK);
            }
            return response.body();
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(request.uri() + ": no key set within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(request.uri() + ": interrupted", e);
        } finally {
            asked.cancel(true);
        }
    }

    private static boolean isThisHost(URI uri) {
        String host = uri.getHost();
        return host != null && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
    }
}
