package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.sidecar.envoy.EnvoyConfig.Body;
import dev.postern.sidecar.envoy.EnvoyConfig.Identity;
import dev.postern.sidecar.envoy.EnvoyConfig.Limits;
import dev.postern.sidecar.envoy.EnvoyConfig.MetadataPath;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read straight from a request's bytes is what the generated classes make of them. */
final class PlainCheckTest {

    private static final int REQUESTS = 20_000;
    private static final int MUTATIONS = 8;
    private static final List<FieldPath> PATHS = List.of(
            new FieldPath(List.of("request", "method")),
            new FieldPath(List.of("request", "path")),
            new FieldPath(List.of("request", "raw_query")),
            new FieldPath(List.of("request", "host")),
            new FieldPath(List.of("request", "port")),
            new FieldPath(List.of("request", "scheme")),
            new FieldPath(List.of("request", "protocol")),
            new FieldPath(List.of("request", "id")),
            new FieldPath(List.of("request", "size")),
            new FieldPath(List.of("request", "time")),
            new FieldPath(List.of("request", "body", "a")),
            new FieldPath(List.of("request", "headers", "x-a")),
            new FieldPath(List.of("request", "headers", "X-B")),
            new FieldPath(List.of("request", "headers", "\u212a")),
            new FieldPath(List.of("request", "headers", "content-length")),
            new FieldPath(List.of("request", "header_values", "x-a")),
            new FieldPath(List.of("request", "query", "item")),
            new FieldPath(List.of("request", "extensions")),
            new FieldPath(List.of("request", "extensions", "team")),
            new FieldPath(List.of("request", "metadata", "jwt")),
            new FieldPath(List.of("request", "metadata", "jwt", "sub")),
            new FieldPath(List.of("request", "destination", "address")),
            new FieldPath(List.of("request", "destination", "principal")),
            new FieldPath(List.of("source", "principal")),
            new FieldPath(List.of("source", "address")),
            new FieldPath(List.of("source", "port")),
            new FieldPath(List.of("source", "sni")),
            new FieldPath(List.of("source", "labels", "app")));

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomRequests requests = new RandomRequests(random);

    @Test
    void readsWhatTheGeneratedClassesRead() throws InvalidProtocolBufferException {
        int plain = 0;
        for (int i = 0; i < REQUESTS; i++) {
            plain += agrees(requests.next().build().toByteArray()) ? 1 : 0;
        }
        assertThat(plain).as("seed %d", seed).isBetween(REQUESTS / 4, REQUESTS * 9 / 10);
    }

    @Test
    void readsNothingElseIntoMutatedRequests() throws InvalidProtocolBufferException {
        int plain = 0;
        for (int i = 0; i < REQUESTS; i++) {
            byte[] bytes = requests.next().build().toByteArray();
            for (int j = 0; j < MUTATIONS; j++) {
                bytes = requests.mutated(bytes);
                plain += agrees(bytes) ? 1 : 0;
            }
        }
        assertThat(plain).as("seed %d", seed).isGreaterThan(REQUESTS / 4);
    }

    @Test
    void leavesMergedRequestsToTheGeneratedClasses() throws InvalidProtocolBufferException {
        for (int i = 0; i < 1_000; i++) {
            CheckRequest two = requests.next().build();
            byte[] bytes = requests.next()
                    .build()
                    .toByteString()
                    .concat(two.toByteString())
                    .toByteArray();
            agrees(bytes);
        }
    }

    @Test
    void isUsedForWhatEnvoySends() {
        for (String name : List.of("envoy-http", "network-tls", "network-plain")) {
            byte[] bytes = Fixtures.load(name).toByteArray();
            assertThat(PlainCheck.of(bytes)).as(name).isNotNull();
        }
    }

    @Test
    void leavesDeepMetadataAlone() {
        Value deep = Value.newBuilder().setStringValue("x").build();
        for (int i = 0; i < 60; i++) {
            deep = i % 2 == 0
                    ? Value.newBuilder()
                            .setListValue(ListValue.newBuilder().addValues(deep))
                            .build()
                    : Value.newBuilder()
                            .setStructValue(Struct.newBuilder().putFields("a", deep))
                            .build();
        }
        CheckRequest.Builder request = CheckRequest.newBuilder();
        request.getAttributesBuilder()
                .getMetadataContextBuilder()
                .putFilterMetadata(
                        RandomRequests.JWT,
                        Struct.newBuilder().putFields("a", deep).build());
        assertThat(PlainCheck.of(request.build().toByteArray())).isNull();
    }

    @Test
    void leavesAHeaderThatCameTwiceAlone() {
        ByteString once = Fixtures.http("GET", "/", http -> http.putHeaders("x-a", "1"))
                .getAttributes()
                .getRequest()
                .getHttp()
                .toByteString();
        ByteString entry =
                HttpRequest.newBuilder().putHeaders("x-a", "2").build().toByteString();
        byte[] http = once.concat(entry).toByteArray();
        byte[] bytes = nested(1, nested(4, nested(2, http)));
        assertThat(PlainCheck.of(nested(1, nested(4, nested(2, once.toByteArray())))))
                .isNotNull();
        assertThat(PlainCheck.of(bytes)).isNull();
    }

    @Test
    void leavesMoreHeadersAloneThanItWouldCompareWithEachOther() {
        HttpRequest.Builder http = HttpRequest.newBuilder();
        for (int i = 0; i < 128; i++) {
            http.putHeaders("x-" + i, "");
        }
        assertThat(PlainCheck.of(nested(1, nested(4, nested(2, http.build().toByteArray())))))
                .isNotNull();
        http.putHeaders("x-128", "");
        assertThat(PlainCheck.of(nested(1, nested(4, nested(2, http.build().toByteArray())))))
                .isNull();
    }

    /** Whether the bytes were plain; if they were, everything read of them must be as expected. */
    private boolean agrees(byte[] bytes) throws InvalidProtocolBufferException {
        if (PlainCheck.of(bytes) == null) {
            return false;
        }
        RequestMapping mapping = mapping();
        Mapped read = mapping.readBytes(bytes);
        Mapped expected = mapping.read(CheckRequest.parseFrom(bytes));
        String name = "seed %d, %s".formatted(seed, Arrays.toString(bytes));
        if (expected instanceof Mapped.Asked asked && read instanceof Mapped.Asked other) {
            assertSame(other.check(), asked.check(), name);
        } else {
            assertThat(read).as(name).isEqualTo(expected);
        }
        return true;
    }

    private static void assertSame(Check read, Check expected, String name) {
        assertThat(read.withFacts(Attributes.NONE)).as(name).isEqualTo(expected.withFacts(Attributes.NONE));
        for (FieldPath path : PATHS) {
            assertThat(read.facts().find(path))
                    .as("%s of %s", path, name)
                    .isEqualTo(expected.facts().find(path));
        }
        assertThat(read.facts().doubt()).as(name).isEqualTo(expected.facts().doubt());
    }

    private RequestMapping mapping() {
        EnvoyConfig defaults = EnvoyConfig.DEFAULTS;
        Identity identity = random.nextBoolean()
                ? null
                : new Identity(
                        RandomRequests.JWT,
                        new FieldPath(List.of("sub")),
                        new FieldPath(List.of("scope")),
                        new FieldPath(List.of("claims")));
        EnvoyConfig config = new EnvoyConfig(
                defaults.actionPrefix(),
                List.of(),
                defaults.tenant(),
                identity,
                Map.of(
                        "jwt",
                        new MetadataPath(
                                RandomRequests.JWT, random.nextBoolean() ? null : new FieldPath(List.of("claims")))),
                new Body(true, 64, 4),
                defaults.upstream(),
                defaults.outbound(),
                defaults.singleHeaders(),
                new Limits(12, 256, 64));
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1_234));
        return new RequestMapping(config, random.nextInt(8) > 0, tenant -> PathRules.STRICT, clock);
    }

    /** A message whose one field is another message. */
    private static byte[] nested(int field, byte[] message) {
        UnknownFieldSet.Field bytes = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(message))
                .build();
        return UnknownFieldSet.newBuilder().addField(field, bytes).build().toByteArray();
    }
}
