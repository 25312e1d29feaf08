package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.policy.Reason;
import dev.postern.sidecar.egress.ContentCoding;
import dev.postern.sidecar.egress.EgressQuestion;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.grpc.Metadata;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsTest {

    private static final int HOLD = 100;
    private static final EnvoyConfig.Upstream UPSTREAM =
            new EnvoyConfig.Upstream(Map.of("x-tenant", FieldPath.of("principal.team")), Set.of("x-secret"));
    private static final Heads HEADS = new Heads(
            new RequestMapping(RequestReading.CONFIG, true, tenant -> PathRules.STRICT, InstantSource.system()),
            new Outbound(new EnvoyConfig.Outbound("egress", "x-address", HOLD)),
            new UpstreamHeaders(UPSTREAM));

    @Test
    void aRequestLeavesForWhereItsRequestLineLeadsByTheSchemeOfTheConfiguration() {
        Mapped.Asked asked = asked(head(":method", "POST", ":path", "/v1?q=1", ":authority", "api.example.com:8443"));
        assertThat(asked.check().action()).isEqualTo("http.post");
        assertThat(question(asked).destinations()).containsExactly("https://api.example.com:8443/v1?q=1");
    }

    @Test
    void theConfigurationOfEnvoySaysTenantAndLabels() {
        Mapped.Asked asked = asked(get());
        assertThat(asked.check().tenant()).isEqualTo("acme");
        assertThat(question(asked).labels().texts()).containsExactly("confidential");
    }

    @Test
    void metadataOfOthersIsNoConfiguration() {
        Metadata metadata = metadata(Map.of("tenant", "evil", "x-postern-tenant", "evil"));
        Mapped mapped = HEADS.read(request(get()), metadata);
        assertThat(((Mapped.Asked) mapped).check().tenant()).isEqualTo(Check.DEFAULT_TENANT);
    }

    @Test
    void anAuthorityThatIsMissingOrATunnelIsRefused() {
        assertThat(HEADS.question(asked(head(":method", "GET", ":path", "/")), check()))
                .isEqualTo(new Outbound.Reading.Refused(Reason.INPUT_INCOMPLETE));
        Mapped.Asked tunnel = asked(head(":method", "CONNECT", ":authority", "api.example.com:443"));
        assertThat(HEADS.question(tunnel, check())).isEqualTo(new Outbound.Reading.Refused(Reason.EGRESS_INCOMPLETE));
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3:443, 10.1.2.3", "10.1.2.3, 10.1.2.3", "[2001:db8::7]:443, 2001:db8::7"})
    void theAttributesSayWhoSentIt(String address, String host) {
        Struct attributes = Struct.newBuilder()
                .putFields("source.address", text(address))
                .putFields("connection.uri_san_peer_certificate", text("spiffe://acme/ada"))
                .build();
        ProcessingRequest sent = request(get()).toBuilder()
                .putAttributes("envoy.filters.http.ext_proc", attributes)
                .build();
        Check check = ((Mapped.Asked) HEADS.read(sent, new Metadata())).check();
        assertThat(RequestReading.find(check, "source.address")).isEqualTo(host);
        assertThat(RequestReading.find(check, "source.principal")).isEqualTo("spiffe://acme/ada");
    }

    @ParameterizedTest
    @CsvSource({"text/event-stream; charset=utf-8, 0", "application/grpc+proto, 0", "application/json, 100"})
    void nothingOfMessagesThatSomebodyWaitsForIsHeld(String type, int hold) {
        assertThat(HEADS.hold(head("Content-Type", type))).isEqualTo(hold);
        assertThat(HEADS.hold(HeaderMap.newBuilder()
                        .addHeaders(
                                HeaderValue.newBuilder().setKey("content-type").setValue(type))
                        .build()))
                .isEqualTo(hold);
        assertThat(HEADS.hold(HeaderMap.getDefaultInstance())).isEqualTo(HOLD);
    }

    @Test
    void codingsAreReadOfAllTheirHeaders() {
        assertThat(Heads.coding(head("x", "gzip"))).isEqualTo(ContentCoding.IDENTITY);
        assertThat(Heads.coding(head("Content-Encoding", "GZIP"))).isEqualTo(ContentCoding.GZIP);
        assertThat(Heads.coding(head("content-encoding", "gzip", "content-encoding", "br")))
                .isEqualTo(ContentCoding.UNKNOWN);
    }

    @Test
    void theHeadOfARequestThatPassesCarriesTheCheckedAddressAndNoneOfTheClients() {
        HeaderMutation changes = passed(List.of("2001:db8::7", "10.0.0.1"), true);
        assertThat(changes.getSetHeadersList())
                .singleElement()
                .extracting(HeaderValueOption::getHeader)
                .satisfies(header -> {
                    assertThat(header.getKey()).isEqualTo("x-address");
                    assertThat(header.getRawValue().toStringUtf8()).isEqualTo("[2001:db8::7]:443");
                });
        // The principal is of no team: what a client says of it does not pass.
        assertThat(changes.getRemoveHeadersList()).containsExactly("x-secret", "accept-encoding", "x-tenant");
    }

    @Test
    void withoutAnAddressTheClientsOwnIsTakenAway() {
        HeaderMutation changes = passed(List.of(), false);
        assertThat(changes.getSetHeadersList()).isEmpty();
        assertThat(changes.getRemoveHeadersList()).containsExactly("x-secret", "x-tenant", "x-address");
    }

    private static HeaderMutation passed(List<String> addresses, boolean answered) {
        return HEADS.passed(check(), question(asked(get())), addresses, answered)
                .getHeaderMutation();
    }

    private static Check check() {
        return asked(get()).check();
    }

    private static EgressQuestion question(Mapped.Asked asked) {
        return ((Outbound.Reading.Question) HEADS.question(asked, asked.check())).question();
    }

    private static Mapped.Asked asked(HeaderMap head) {
        Metadata metadata = metadata(
                Map.of("postern-egress", "https", "postern-tenant", "acme", "postern-egress-labels", "confidential"));
        metadata.put(Metadata.Key.of("postern-x-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1});
        return (Mapped.Asked) HEADS.read(request(head), metadata);
    }

    private static Metadata metadata(Map<String, String> entries) {
        Metadata metadata = new Metadata();
        entries.forEach((key, value) -> metadata.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value));
        return metadata;
    }

    private static ProcessingRequest request(HeaderMap head) {
        return ProcessingRequest.newBuilder()
                .setRequestHeaders(HttpHeaders.newBuilder().setHeaders(head))
                .build();
    }

    private static HeaderMap get() {
        return head(":method", "GET", ":path", "/", ":authority", "api.example.com", ":scheme", "http");
    }

    private static HeaderMap head(String... pairs) {
        HeaderMap.Builder map = HeaderMap.newBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            map.addHeaders(
                    HeaderValue.newBuilder().setKey(pairs[i]).setRawValue(ByteString.copyFromUtf8(pairs[i + 1])));
        }
        return map.build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
