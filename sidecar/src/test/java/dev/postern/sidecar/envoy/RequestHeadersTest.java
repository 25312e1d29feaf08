package dev.postern.sidecar.envoy;

import static dev.postern.sidecar.envoy.RequestReading.check;
import static dev.postern.sidecar.envoy.RequestReading.find;
import static dev.postern.sidecar.envoy.RequestReading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestHeadersTest {

    @Test
    void readsRawHeaders() {
        Check check = check(Fixtures.load("envoy-raw-headers"));

        assertThat(check.resource()).isEqualTo("/docs/1");
        assertThat(find(check, "request.host")).isEqualTo("docs.example");
        assertThat(find(check, "request.port")).isEqualTo(8443L);
        assertThat(find(check, "request.headers.x-role")).isEqualTo("user,admin");
        assertThat(find(check, "request.header_values.x-role"))
                .isEqualTo(new Value.Items(List.of(new Value.Text("user"), new Value.Text("admin"))));
        assertThat(find(check, "request.headers.x-text")).isEqualTo("caf\u00e9");
        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.headers.x-latin")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example:99999",
                "a.example:8o",
                "user@a.example",
                "a b",
                "[::1",
                "[::1]x",
                "a/b",
                ":80",
                "h\u00f6st"
            })
    void refusesHostsThatAreNone(String host) {
        assertThat(refusal(Fixtures.http("GET", "/", http -> http.setHost(host))))
                .isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
    }

    @ParameterizedTest
    @CsvSource({
        "A.Example, a.example",
        "a.example., a.example",
        "a.example:, a.example",
        "[2001:DB8::1]:443, 2001:db8::1",
        "10.0.0.1:80, 10.0.0.1"
    })
    void bringsHostsIntoOneForm(String host, String expected) {
        assertThat(find(check(Fixtures.http("GET", "/", http -> http.setHost(host))), "request.host"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization | Bearer a,Bearer b",
                "authorization | Bearer a, Basic b",
                "authorization | Digest username=\"a,b\", Bearer c",
                "Authorization | basic YTpi,YTpj",
                "content-length | 5,5",
                "content-type | text/plain,application/json",
                "content-type | \"text/plain,application/json",
                "host | b.example"
            })
    void refusesJoinedSingleHeaders(String name, String value) {
        assertThat(refusal(Fixtures.http("GET", "/", http -> http.putHeaders(name, value))))
                .isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization | Bearer abc",
                "authorization | Digest username=\"a,b\", realm=\"c\", nc = 1",
                "authorization | AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host;x, Signature=c",
                "content-type | multipart/form-data; boundary=\"a,b\"",
                "host | A.EXAMPLE",
                "accept | a,b,c"
            })
    void passesSingleHeadersThatOnlyLookJoined(String name, String value) {
        check(Fixtures.http("GET", "/", http -> http.putHeaders(name, value)));
    }

    @Test
    void readsTheRawHeadersWhereBothFormsAreThere() {
        assertThat(refusal(Fixtures.load("both-header-forms"))).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
        CheckRequest once = Fixtures.changed(
                "both-header-forms", http -> http.getHeaderMapBuilder().removeHeaders(3));
        assertThat(find(check(once), "request.headers.x-role")).isEqualTo("user,admin");
    }

    @Test
    void refusesAgentgatewaysJoinedCredentials() {
        assertThat(refusal(Fixtures.load("agentgateway"))).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
        CheckRequest once = Fixtures.changed("agentgateway", http -> http.putHeaders("authorization", "Bearer one"));
        assertThat(find(check(once), "request.header_values.x-role"))
                .isEqualTo(new Value.Items(List.of(new Value.Text("user"), new Value.Text("admin"))));
    }

    @Test
    void findsHeadersInWhateverCase() {
        Check check = check(Fixtures.http("GET", "/", http -> http.putHeaders("X-Role", "admin")));

        assertThat(find(check, "request.headers.x-role")).isEqualTo("admin");
    }

    @Test
    void doubtsHeadersWithControlCharacters() {
        Check check = check(Fixtures.http("GET", "/", http -> http.putHeaders("x-role", "user\0admin")));

        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.headers.x-role")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
    }

    @Test
    void refusesTooManyOrTooLargeHeaders() {
        assertThat(refusal(Fixtures.http("GET", "/", http -> {
                    for (int i = 0; i < 101; i++) {
                        http.putHeaders("x-" + i, "v");
                    }
                })))
                .isEqualTo(Reason.INPUT_TOO_LARGE);
        assertThat(refusal(Fixtures.http("GET", "/", http -> http.putHeaders("x-big", "v".repeat(1 << 20)))))
                .isEqualTo(Reason.INPUT_TOO_LARGE);
        assertThat(refusal(Fixtures.http(
                        "GET",
                        "/",
                        http -> http.getHeaderMapBuilder()
                                .addHeaders(HeaderValue.newBuilder()
                                        .setKey("x-big")
                                        .setRawValue(ByteString.copyFrom(new byte[1 << 20]))))))
                .isEqualTo(Reason.INPUT_TOO_LARGE);
        assertThat(refusal(Fixtures.http("GET", "/" + "a".repeat(1_024)))).isEqualTo(Reason.INPUT_TOO_LARGE);
    }
}
