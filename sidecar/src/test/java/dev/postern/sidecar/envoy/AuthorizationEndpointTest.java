package dev.postern.sidecar.envoy;

import static dev.postern.sidecar.envoy.AuthorizationRig.reason;
import static dev.postern.sidecar.envoy.AuthorizationRig.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationEndpointTest {

    private AuthorizationRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new AuthorizationRig();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void allowsWhatPolicyPermitsAndSaysWhoAsked() {
        CheckResponse answer = rig.ask(Fixtures.load("envoy-http"));

        assertThat(status(answer)).isEqualTo(200);
        assertThat(reason(answer)).isEqualTo("policy.permit");
        assertThat(answer.getDynamicMetadata().getFieldsOrThrow("rule").getStringValue())
                .isEqualTo("t1/rules.ccl:3");
        assertThat(answer.getOkResponse().getHeaders(0).getHeader().getValue())
                .isEqualTo("spiffe://cluster.local/ns/shop/sa/web");
        assertThat(answer.getOkResponse().getHeadersToRemoveList()).containsExactly("x-internal");
        assertThat(rig.seen()).containsExactly("policy.permit");
    }

    @Test
    void deniesWhatPolicyDoesNotPermit() {
        assertThat(status(rig.ask(Fixtures.http("GET", "/docs/1")))).isEqualTo(200);
        assertThat(reason(rig.ask(Fixtures.http("GET", "/docs/secret")))).isEqualTo("policy.deny");
        assertThat(reason(rig.ask(Fixtures.http("PUT", "/docs/1")))).isEqualTo("policy.default");
        assertThat(reason(rig.ask(Fixtures.changed("envoy-http", http -> http.setBody("{\"qty\":5}")))))
                .isEqualTo("policy.default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/%73ecret", "/docs/secret?x", "/docs/secret/", "/docs/s%65cret"})
    void seesThroughOtherSpellings(String path) {
        assertThat(reason(rig.ask(Fixtures.http("GET", path)))).isEqualTo("policy.deny");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/x/../secret",
                "/docs//secret",
                "/docs/%2e/secret",
                "/docs%2fsecret",
                "/docs/secret;x",
                "/docs/%2573ecret"
            })
    void refusesAmbiguousPathsWithBadRequest(String path) {
        CheckResponse answer = rig.ask(Fixtures.http("GET", path));

        assertThat(reason(answer)).isEqualTo("input.ambiguous_path");
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getDeniedResponse().getBody()).isEmpty();
    }

    @Test
    void refusesAsTheBundleSays() {
        CheckResponse login = rig.ask(Fixtures.http("GET", "/login/x"));
        assertThat(status(login)).isEqualTo(302);
        assertThat(login.getDeniedResponse().getHeaders(0).getHeader().getKey()).isEqualTo("location");

        CheckResponse hidden = rig.ask(Fixtures.http("GET", "/hidden/x"));
        assertThat(status(hidden)).isEqualTo(404);
        assertThat(hidden.getDeniedResponse().getBody()).isEqualTo("not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login/x;y", "/hidden//x", "/hidden/%2e%2e/x"})
    void refusesWhatItCannotReadAsAlwaysWhateverTheBundleSays(String path) {
        CheckResponse answer = rig.ask(Fixtures.http("GET", path));

        assertThat(reason(answer)).isEqualTo("input.ambiguous_path");
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getDeniedResponse().getBody()).isEmpty();
        assertThat(answer.getDeniedResponse().getHeadersList())
                .noneMatch(header -> header.getHeader().getKey().equals("location"));
    }

    @Test
    void answersConnectionsAndTunnels() {
        assertThat(status(rig.ask(Fixtures.load("network-tls")))).isEqualTo(200);
        assertThat(reason(rig.ask(Fixtures.load("network-plain")))).isEqualTo("policy.default");
        assertThat(status(rig.ask(Fixtures.load("connect")))).isEqualTo(200);
    }

    @Test
    void refusesBodiesThatPolicyNeedsAndCannotSee() {
        assertThat(reason(rig.ask(Fixtures.changed("envoy-http", http -> http.setBody("{\"qty\":")))))
                .isEqualTo("input.body");
        assertThat(reason(rig.ask(
                        Fixtures.changed("envoy-http", http -> http.putHeaders("x-envoy-auth-partial-body", "true")))))
                .isEqualTo("input.body");
        assertThat(status(rig.ask(Fixtures.http("GET", "/docs/1", http -> http.setBody("{\"qty\":")))))
                .as("nobody asked for this one")
                .isEqualTo(200);
    }

    @Test
    void refusesHeadersAndQueriesThatPolicyNeedsAndCannotRead() {
        CheckRequest request = Fixtures.http("GET", "/roles/1", http -> http.putHeaders("x-role", "admin\0"));
        assertThat(reason(rig.ask(request))).isEqualTo("input.ambiguous_header");
        assertThat(reason(rig.ask(Fixtures.http("GET", "/items/1?item=1&item=2"))))
                .isEqualTo("input.ambiguous_query");
        assertThat(status(rig.ask(Fixtures.http("GET", "/items/1?item=1")))).isEqualTo(200);
    }

    @Test
    void deniesInsteadOfFailingOnWhatItCannotDecode() {
        CheckResponse broken = rig.askRaw(new byte[] {0x0a, 0x7f, 0x01});
        assertThat(reason(broken)).isEqualTo("input.malformed");
        assertThat(status(broken)).isEqualTo(400);

        byte[] badText = Fixtures.http("GET", "/docs/abc").toByteArray();
        ByteString bytes = ByteString.copyFrom(badText);
        for (int i = 0; i < badText.length - 1; i++) {
            if (badText[i] == 'a' && badText[i + 1] == 'b') {
                badText[i] = (byte) 0xff;
            }
        }
        assertThat(ByteString.copyFrom(badText)).isNotEqualTo(bytes);
        assertThat(reason(rig.askRaw(badText))).isEqualTo("input.malformed");
        assertThat(reason(rig.askRaw(new byte[0]))).isEqualTo("input.incomplete");
        assertThat(reason(rig.ask(Fixtures.http("POST", "/", http -> http.setBody("x".repeat(2 << 20))))))
                .isEqualTo("input.too_large");
    }

    @Test
    void deniesUnknownTenants() {
        CheckRequest.Builder stranger = Fixtures.http("GET", "/docs/1").toBuilder();
        stranger.getAttributesBuilder().putContextExtensions("tenant", "nobody");
        assertThat(reason(rig.ask(stranger.build()))).isEqualTo("tenant.unknown");
    }

    @Test
    void deniesNothingInShadowModeAndSaysWhatWouldHaveBeen() {
        CheckRequest.Builder request = Fixtures.http("GET", "/open/../docs").toBuilder();
        request.getAttributesBuilder().putContextExtensions("tenant", "watched");
        CheckResponse answer = rig.ask(request.build());

        assertThat(status(answer)).isEqualTo(200);
        assertThat(reason(answer)).as("paths are read by the tenant's rules").isEqualTo("policy.default");
        assertThat(answer.getDynamicMetadata().getFieldsOrThrow("shadow").getBoolValue())
                .isTrue();
        request.getAttributesBuilder().getRequestBuilder().getHttpBuilder().setPath("/a//b");
        assertThat(reason(rig.ask(request.build()))).isEqualTo("input.ambiguous_path");
        assertThat(status(rig.ask(request.build()))).isEqualTo(200);
    }

    @Test
    void answersEveryFixtureWithAnExplicitStatus() {
        for (String name : List.of(
                "envoy-http",
                "envoy-raw-headers",
                "grpc-java",
                "network-tls",
                "network-plain",
                "connect",
                "empty",
                "both-header-forms",
                "agentgateway")) {
            CheckResponse answer = rig.ask(Fixtures.load(name));

            assertThat(answer.hasStatus()).as(name).isTrue();
            assertThat(answer.getStatus().getCode() == 0).as(name).isEqualTo(answer.hasOkResponse());
            assertThat(answer.hasOkResponse() ^ answer.hasDeniedResponse())
                    .as(name)
                    .isTrue();
        }
    }
}
