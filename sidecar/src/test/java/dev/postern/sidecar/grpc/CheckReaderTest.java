package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.grpc.CheckReader.Reading;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.Fields;
import dev.postern.v1.Items;
import dev.postern.v1.Null;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckReaderTest {

    private static final InputLimits LIMITS = new InputLimits(4, 20, 10, 8, 12, 6, 3);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_234));

    private final CheckReader reader = new CheckReader(LIMITS, CLOCK);

    @Test
    void readsEveryKindOfValueExactly() {
        DecideRequest request = check().putContext("null", wire(v -> v.setNull(Null.NULL)))
                .putContext("bool", wire(v -> v.setBool(true)))
                .putContext("int", wire(v -> v.setInt(Long.MIN_VALUE)))
                .putContext("real", wire(v -> v.setReal(0.1)))
                .putContext("text", text("ü"))
                .putContext("items", wire(v -> v.setItems(Items.newBuilder().addValues(text("a")))))
                .putContext("fields", wire(v -> v.setFields(Fields.newBuilder().putValues("k", text("b")))))
                .build();
        assertThat(readable(request).context())
                .isEqualTo(Map.of(
                        "null", Value.Null.NULL,
                        "bool", Value.Bool.TRUE,
                        "int", new Value.Int(Long.MIN_VALUE),
                        "real", new Value.Real(0.1),
                        "text", new Value.Text("ü"),
                        "items", new Value.Items(List.of(new Value.Text("a"))),
                        "fields", new Value.Fields(Map.of("k", new Value.Text("b")))));
    }

    @Test
    void fillsInTheDefaultTenantAndTheTime() {
        Check read = readable(check().build());
        assertThat(read.tenant()).isEqualTo(Check.DEFAULT_TENANT);
        assertThat(read.principal()).isEqualTo(Principal.NOBODY);
        assertThat(read.nowMillis()).isEqualTo(1_234);
    }

    @Test
    void readsWhatIsSaidOfThePrincipal() {
        DecideRequest request = check().setPrincipal(dev.postern.v1.Principal.newBuilder()
                        .setId("alice")
                        .addRoles("admin")
                        .putAttributes("age", wire(v -> v.setInt(7))))
                .build();
        assertThat(readable(request).principal())
                .isEqualTo(new Principal("alice", List.of("admin"), Map.of("age", new Value.Int(7))));
    }

    @Test
    void aLateRequestIsNotRead() {
        assertThat(reader.read(new Received.Message<>(check().setAction("\0").build()), true))
                .isEqualTo(new Reading.Refused("id", "default", Reason.DEADLINE));
    }

    @Test
    void anUnreadableRequestKeepsItsReason() {
        assertThat(reader.read(new Received.Unreadable<>(Reason.INPUT_TOO_LARGE), true))
                .isEqualTo(new Reading.Refused("", "", Reason.INPUT_TOO_LARGE));
    }

    @Test
    void anUnfitIdIsNotEchoed() {
        assertThat(reader.read(new Received.Message<>(check().setId("1234567").build()), false))
                .isEqualTo(new Reading.Refused("", "default", Reason.INPUT_TOO_LARGE));
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                hostile("no action", Reason.INPUT_INCOMPLETE, r -> r.clearAction()),
                hostile("no resource", Reason.INPUT_INCOMPLETE, r -> r.clearResource()),
                hostile("NUL in action", Reason.INPUT_MALFORMED, r -> r.setAction("a\0")),
                hostile("newline in action", Reason.INPUT_MALFORMED, r -> r.setAction("a\nb")),
                hostile("DEL in resource", Reason.INPUT_MALFORMED, r -> r.setResource("/\u007f")),
                hostile("NUL in tenant", Reason.INPUT_MALFORMED, r -> r.setTenant("\0")),
                hostile("long action", Reason.INPUT_TOO_LARGE, r -> r.setAction("123456789")),
                hostile("long resource", Reason.INPUT_TOO_LARGE, r -> r.setResource("/23456789abcd")),
                hostile("long tenant", Reason.INPUT_TOO_LARGE, r -> r.setTenant("123456789")),
                hostile("long attribute name", Reason.INPUT_TOO_LARGE, r -> r.putContext("123456789", text("a"))),
                hostile("long text", Reason.INPUT_TOO_LARGE, r -> r.putContext("k", text("12345678901"))),
                hostile(
                        "long role",
                        Reason.INPUT_TOO_LARGE,
                        r -> r.setPrincipal(
                                dev.postern.v1.Principal.newBuilder().addRoles("123456789"))),
                hostile(
                        "NUL in principal",
                        Reason.INPUT_MALFORMED,
                        r -> r.setPrincipal(
                                dev.postern.v1.Principal.newBuilder().setId("\0"))),
                hostile("value without kind", Reason.INPUT_MALFORMED, r -> r.putContext("k", wire(v -> {}))),
                hostile("unknown null", Reason.INPUT_MALFORMED, r -> r.putContext("k", wire(v -> v.setNullValue(7)))),
                hostile("NaN", Reason.INPUT_MALFORMED, r -> r.putContext("k", wire(v -> v.setReal(Double.NaN)))),
                hostile(
                        "infinite",
                        Reason.INPUT_MALFORMED,
                        r -> r.putContext("k", wire(v -> v.setReal(Double.NEGATIVE_INFINITY)))),
                hostile("too deep", Reason.INPUT_TOO_LARGE, r -> r.putContext("k", nested(5))),
                hostile("too many values", Reason.INPUT_TOO_LARGE, r -> r.putContext("k", many(20))),
                hostile(
                        "too many in two places",
                        Reason.INPUT_TOO_LARGE,
                        r -> r.putContext("k", many(10))
                                .setPrincipal(
                                        dev.postern.v1.Principal.newBuilder().putAttributes("k", many(10)))),
                hostile(
                        "bad value inside",
                        Reason.INPUT_MALFORMED,
                        r -> r.putContext(
                                "k", wire(v -> v.setItems(Items.newBuilder().addValues(wire(w -> {})))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hostile(String what, Reason reason, DecideRequest request) {
        assertThat(reader.read(new Received.Message<>(request), false))
                .isEqualTo(new Reading.Refused(
                        "id", request.getTenant().isEmpty() ? "default" : request.getTenant(), reason));
    }

    static Stream<String> reserved() {
        return Roots.RESERVED.stream().flatMap(root -> Stream.of(root, root + ".x"));
    }

    @ParameterizedTest
    @MethodSource("reserved")
    void refusesReservedRoots(String name) {
        CheckReader roomy = new CheckReader(InputLimits.DEFAULTS, CLOCK);
        assertThat(roomy.read(
                        new Received.Message<>(
                                check().putContext(name, text("a")).build()),
                        false))
                .isEqualTo(new Reading.Refused("id", "default", Reason.INPUT_RESERVED));
    }

    @Test
    void takesWhatIsJustWithinEveryBound() {
        DecideRequest request = check().setId("123456")
                .setAction("12345678")
                .setResource("/23456789abc")
                .putContext("12345678", text("1234567890"))
                .putContext("deep", nested(4))
                .putContext("many", many(20 - 3 - 3))
                .build();
        assertThat(readable(request).context()).hasSize(3);
    }

    private Check readable(DecideRequest request) {
        Reading reading = reader.read(new Received.Message<>(request), false);
        assertThat(reading).isInstanceOf(Reading.Asked.class);
        return ((Reading.Asked) reading).check();
    }

    private static DecideRequest.Builder check() {
        return DecideRequest.newBuilder().setId("id").setAction("a.b").setResource("/r");
    }

    private static Arguments hostile(String what, Reason reason, Consumer<DecideRequest.Builder> change) {
        DecideRequest.Builder request = check();
        change.accept(request);
        return Arguments.of(what, reason, request.build());
    }

    private static dev.postern.v1.Value wire(Consumer<dev.postern.v1.Value.Builder> kind) {
        dev.postern.v1.Value.Builder value = dev.postern.v1.Value.newBuilder();
        kind.accept(value);
        return value.build();
    }

    private static dev.postern.v1.Value text(String text) {
        return wire(v -> v.setText(text));
    }

    /** A text at nesting depth {@code depth}, so that {@code depth - 1} lists surround it. */
    private static dev.postern.v1.Value nested(int depth) {
        dev.postern.v1.Value value = text("x");
        for (int i = 1; i < depth; i++) {
            dev.postern.v1.Value inner = value;
            value = wire(v -> v.setItems(Items.newBuilder().addValues(inner)));
        }
        return value;
    }

    private static dev.postern.v1.Value many(int count) {
        Items.Builder items = Items.newBuilder();
        for (int i = 0; i < count; i++) {
            items.addValues(text("x"));
        }
        return wire(v -> v.setItems(items));
    }
}
