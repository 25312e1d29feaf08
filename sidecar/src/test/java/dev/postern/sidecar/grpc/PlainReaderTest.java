package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.Fields;
import dev.postern.v1.Items;
import dev.postern.v1.Principal;
import dev.postern.v1.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read straight from bytes is what protobuf's own decoder and {@link CheckReader} make of them. */
final class PlainReaderTest {

    private static final int REQUESTS = 20_000;
    private static final int MUTATIONS = 10;
    private static final long NOW = 1_234;
    private static final InputLimits TIGHT = new InputLimits(3, 12, 12, 8, 12, 6, 3);
    private static final InputLimits WIDE = InputLimits.DEFAULTS;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void readsWhatProtobufReads() {
        int plain = 0;
        for (int i = 0; i < REQUESTS; i++) {
            byte[] bytes = request().toByteArray();
            CheckReader.Reading expected = expected(bytes, WIDE);
            assertThat(new PlainReader(WIDE).read(bytes, NOW))
                    .as("seed %d, %s", seed, Arrays.toString(bytes))
                    .isEqualTo(expected instanceof CheckReader.Reading.Asked ? expected : null);
            plain += agrees(bytes, TIGHT) ? 1 : 0;
        }
        assertThat(plain).as("seed %d", seed).isBetween(REQUESTS / 10, REQUESTS * 9 / 10);
    }

    @Test
    void readsNothingElseIntoMutatedRequests() {
        int plain = 0;
        for (int i = 0; i < REQUESTS; i++) {
            byte[] bytes = request().toByteArray();
            for (int j = 0; j < MUTATIONS; j++) {
                byte[] mutant = mutated(bytes);
                plain += agrees(mutant, random.nextBoolean() ? WIDE : TIGHT) ? 1 : 0;
                bytes = random.nextBoolean() ? mutant : bytes;
            }
        }
        assertThat(plain).as("seed %d", seed).isGreaterThan(REQUESTS / 20);
    }

    @Test
    void leavesMergedRequestsToProtobuf() {
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes =
                    request().toByteString().concat(request().toByteString()).toByteArray();
            agrees(bytes, WIDE);
        }
    }

    @Test
    void leavesDeepNestingAloneWithoutRecursion() {
        Value deep = Value.newBuilder().setText("x").build();
        for (int i = 0; i < 40; i++) {
            deep = Value.newBuilder()
                    .setItems(Items.newBuilder().addValues(deep))
                    .build();
        }
        byte[] bytes = valid().putContext("deep", deep).build().toByteArray();
        assertThat(new PlainReader(WIDE).read(bytes, NOW)).isNull();
    }

    @Test
    void leavesBytesThatAreNotUtf8Alone() {
        ByteString good = valid().build().toByteString();
        byte[] bytes = good.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] broken = bytes.clone();
            broken[i] = (byte) 0xff;
            CheckReader.Reading.Asked read = new PlainReader(WIDE).read(broken, NOW);
            assertThat(read).as("byte %d", i).isNull();
        }
    }

    /** Whether the bytes were plain; if they were, what was read must be what is expected. */
    private boolean agrees(byte[] bytes, InputLimits limits) {
        CheckReader.Reading.Asked read = new PlainReader(limits).read(bytes, NOW);
        if (read != null) {
            assertThat(read).as("seed %d, %s", seed, Arrays.toString(bytes)).isEqualTo(expected(bytes, limits));
        }
        return read != null;
    }

    private static DecideRequest.Builder valid() {
        return DecideRequest.newBuilder().setAction("read").setResource("/a");
    }

    private static CheckReader.Reading expected(byte[] bytes, InputLimits limits) {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW));
        return new CheckReader(limits, clock).read(CheckReader.decode(new Received.Message<>(bytes)), false);
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(6));
        ByteString all = ByteString.copyFrom(bytes);
        ByteString some = all.substring(at, to);
        ByteString mutant = switch (random.nextInt(5)) {
            case 0 -> all.substring(0, at).concat(all.substring(to));
            case 1 -> all.substring(0, to).concat(some).concat(all.substring(to));
            case 2 -> all.substring(0, at).concat(noise()).concat(all.substring(at));
            case 3 -> all.substring(0, at).concat(noise()).concat(all.substring(to));
            default -> all.concat(some);
        };
        return mutant.toByteArray();
    }

    private ByteString noise() {
        byte[] noise = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (random.nextBoolean() ? random.nextInt(64) : random.nextInt(256));
        }
        return ByteString.copyFrom(noise);
    }

    private DecideRequest request() {
        DecideRequest.Builder request = valid();
        if (random.nextInt(3) == 0) {
            request.setId(text(8));
        }
        if (random.nextInt(4) == 0) {
            request.setTenant(text(10));
        }
        if (random.nextInt(4) == 0) {
            request.setToken(text(20));
        }
        if (random.nextInt(4) == 0) {
            request.setProof(text(20));
        }
        if (random.nextInt(8) == 0) {
            request.setAction(text(14)).setResource(text(14));
        }
        if (random.nextBoolean()) {
            Principal.Builder principal = Principal.newBuilder().setId(text(9));
            for (int i = random.nextInt(4); i > 0; i--) {
                principal.addRoles(text(9));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                principal.putAttributes(text(9), value(2));
            }
            request.setPrincipal(principal);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            request.putContext(random.nextInt(20) == 0 ? "request.x" : text(9), value(4));
        }
        return request.build();
    }

    private Value value(int depth) {
        Value.Builder value = Value.newBuilder();
        switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> value.setNullValue(random.nextInt(8) == 0 ? 3 : 0);
            case 1 -> value.setBool(random.nextBoolean());
            case 2 -> value.setInt(random.nextBoolean() ? random.nextLong() : random.nextInt(300));
            case 3 -> value.setReal(random.nextInt(12) == 0 ? Double.NaN : random.nextDouble());
            case 4 -> value.setText(text(14));
            case 5 -> {
                if (random.nextInt(8) > 0) {
                    value.setText("plain");
                }
            }
            case 6, 7 -> {
                Items.Builder items = Items.newBuilder();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.addValues(value(depth - 1));
                }
                value.setItems(items);
            }
            default -> {
                Fields.Builder fields = Fields.newBuilder();
                for (int i = random.nextInt(3); i > 0; i--) {
                    fields.putValues(text(9), value(depth - 1));
                }
                value.setFields(fields);
            }
        }
        return value.build();
    }

    private String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest); i >= 0; i--) {
            int kind = random.nextInt(60);
            text.appendCodePoint(
                    switch (kind) {
                        case 0 -> '\n';
                        case 1 -> 'é';
                        case 2 -> 0x1f600;
                        case 3 -> '.';
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }
}
