package dev.postern.sidecar.envoy;

import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/** Requests as clients of ext_authz send them. */
final class Fixtures {

    private Fixtures() {}

    /** A request from {@code ext_authz/NAME.json}. */
    static CheckRequest load(String name) {
        try (InputStream stream = Fixtures.class.getResourceAsStream("/ext_authz/" + name + ".json")) {
            CheckRequest.Builder request = CheckRequest.newBuilder();
            JsonFormat.parser()
                    .merge(
                            new InputStreamReader(Objects.requireNonNull(stream, name), StandardCharsets.UTF_8),
                            request);
            return request.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fixture with its HTTP part changed. */
    static CheckRequest changed(String name, Consumer<HttpRequest.Builder> change) {
        CheckRequest.Builder request = load(name).toBuilder();
        change.accept(request.getAttributesBuilder().getRequestBuilder().getHttpBuilder());
        return request.build();
    }

    /** A small request. */
    static CheckRequest http(String method, String path) {
        return http(method, path, http -> {});
    }

    static CheckRequest http(String method, String path, Consumer<HttpRequest.Builder> change) {
        CheckRequest.Builder request = CheckRequest.newBuilder();
        HttpRequest.Builder http = request.getAttributesBuilder()
                .getRequestBuilder()
                .getHttpBuilder()
                .setMethod(method)
                .setPath(path)
                .setHost("a.example")
                .setProtocol("HTTP/1.1");
        change.accept(http);
        return request.build();
    }
}
