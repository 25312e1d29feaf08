package dev.postern.sidecar.envoy;

import static dev.postern.sidecar.envoy.RequestReading.check;
import static dev.postern.sidecar.envoy.RequestReading.config;
import static dev.postern.sidecar.envoy.RequestReading.find;
import static dev.postern.sidecar.envoy.RequestReading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import dev.postern.sidecar.envoy.EnvoyConfig.Body;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestContentTest {

    @Test
    void splitsThePathAtTheFirstQuestionMarkOnly() {
        Check check = check(Fixtures.http("GET", "/a?next=/b?c&x=1%20y+z"));

        assertThat(check.resource()).isEqualTo("/a");
        assertThat(find(check, "request.query.next")).isEqualTo("/b?c");
        assertThat(find(check, "request.query.x")).isEqualTo("1 y z");
        assertThat(refusal(Fixtures.http("GET", "/a?b#c"))).isEqualTo(Reason.INPUT_AMBIGUOUS_PATH);
    }

    @Test
    void doubtsQueryParametersThatRepeat() {
        Check check = check(Fixtures.load("envoy-http"));

        assertThat(find(check, "request.query_values.item"))
                .isEqualTo(new Value.Items(List.of(new Value.Text("1"), new Value.Text("2"))));
        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.query.item")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%zz", "a=%c0%af", "a=%ff", "%u0041=1", "a=1&b=%4"})
    void doubtsQueriesThatCannotBeDecoded(String query) {
        Check check = check(Fixtures.http("GET", "/?" + query));

        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.query.a")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_QUERY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json",
                "{\"a\":1",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":12345678901234567890}",
                "{\"a\":1e999}",
                "{\"a\":[[[[[1]]]]]}",
                "a=1&b=2",
                "[1,]",
                "{'a':1}",
                "NaN"
            })
    void doubtsBodiesThatAreNotStrictJson(String body) {
        Check check = check(post(http -> http.setBody(body)));

        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.body.a")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_BODY);
    }

    @Test
    void doubtsBodiesThatAreCutOff() {
        assertThat(bodyDoubt(post(http -> http.setBody("{}").putHeaders("x-envoy-auth-partial-body", "true"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setBody("{}").putHeaders("content-length", "3"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setBody("{\"a\":\"" + "x".repeat(56) + "\"}"))))
                .as("as long as Envoy buffers")
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.putHeaders("content-length", "7"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.putHeaders("transfer-encoding", "chunked"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setProtocol("HTTP/2")))).isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setSize(-1)))).isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setRawBody(ByteString.copyFrom(new byte[] {'"', (byte) 0xff, '"'})))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setBody("x".repeat(5 << 20))))).isEqualTo(Reason.INPUT_BODY);
    }

    @Test
    void reliesOnBodiesThatAreWholeOrSurelyAbsent() {
        assertThat(bodyDoubt(post(http -> http.setBody("{}").putHeaders("content-length", "2"))))
                .isNull();
        assertThat(bodyDoubt(post(http -> http.setRawBody(ByteString.copyFromUtf8("{\"a\":{\"b\":[1,2.5,null]}}")))))
                .isNull();
        assertThat(bodyDoubt(post(http -> http.putHeaders("content-length", "0"))))
                .isNull();
        assertThat(bodyDoubt(post(http -> {}))).isNull();
        assertThat(bodyDoubt(Fixtures.http("GET", "/", http -> http.setProtocol("HTTP/2"))))
                .isNull();
    }

    @Test
    void doubtsEveryBodyThatIsNotToBeRead() {
        EnvoyConfig off = config(null, List.of(), new Body(false, 64, 4));
        Check check = check(off, post(http -> http.setBody("{}")));

        assertThat(find(check, "request.body.a")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_BODY);
    }

    private static @Nullable Reason bodyDoubt(CheckRequest request) {
        Check check = check(request);
        check.facts().find(FieldPath.of("request.body.a"));
        return check.facts().doubt();
    }

    private static CheckRequest post(Consumer<HttpRequest.Builder> change) {
        return Fixtures.http("POST", "/", change);
    }
}
