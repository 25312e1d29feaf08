package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Verdict;
import dev.postern.sidecar.telemetry.EgressCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** All open streams together hold no more than they may. */
class StreamBudgetTest {

    private static final int BUDGET = 1 << 20;
    private static final int PART = 8 << 10;
    private static final String POLICY = "permit egress.connect on /*.example.com/**";
    /** A key that has begun: all of it is held until it ends. */
    private static final byte[] KEY =
            ("-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA7bq9".repeat(400)).getBytes(UTF_8);

    private static final byte[] PLAIN =
            "the council met at noon\n".repeat(PART / 24).getBytes(UTF_8);

    private final EgressCounters counters = new EgressCounters();
    private final EgressGate gate = EgressGates.counting(config(), POLICY, counters);

    @Test
    void aStreamForWhichThereIsNoRoomIsShedAndTheOthersAreNot() {
        List<EgressStream> streams = new ArrayList<>();
        List<EgressOutcome> shed = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            EgressStream stream = open();
            assertThat(stream.push(KEY)).isEmpty();
            assertThat(counters.held()).isLessThanOrEqualTo(BUDGET);
            if (stream.blocked()) {
                stream.end(last -> assertThat(last).isEmpty(), shed::add);
            } else {
                streams.add(stream);
            }
        }
        assertThat(streams).hasSizeGreaterThan(20);
        assertThat(shed).hasSizeGreaterThan(20).allSatisfy(outcome -> {
            assertThat(outcome.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(outcome.strictest().reason()).isEqualTo("shed.overload");
        });
        List<EgressOutcome> ended = new ArrayList<>();
        streams.forEach(stream -> stream.end(last -> {}, ended::add));
        assertThat(ended).extracting(outcome -> outcome.strictest().reason()).containsOnly("egress.findings");
        assertThat(counters.held()).isZero();
        assertThat(counters.streams()).isZero();
    }

    @Test
    void thereIsRoomAgainOnceOthersEnded() {
        List<EgressStream> streams = new ArrayList<>();
        EgressStream last = open();
        while (last.push(KEY).length == 0 && !last.blocked()) {
            streams.add(last);
            last = open();
        }
        last.close();
        streams.forEach(EgressStream::close);
        EgressStream next = open();
        next.push(KEY);
        assertThat(next.blocked()).isFalse();
        next.close();
        assertThat(counters.held()).isZero();
    }

    @Test
    void whatIsSettledIsNotHeldHoweverMuchPasses() {
        List<EgressStream> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(open());
        }
        for (int round = 0; round < 100; round++) {
            for (EgressStream stream : streams) {
                stream.push(PLAIN);
                assertThat(stream.blocked()).isFalse();
            }
        }
        streams.forEach(EgressStream::close);
    }

    @Test
    void aContentThatIsEncodedCountsUntilItsEnd() {
        byte[] noise = new byte[3 * BUDGET];
        new SplittableRandom(1).nextBytes(noise);
        byte[] packed = Packed.gzip(noise);
        EgressStream stream = open();
        Sieve sieve = gate.sieve(stream, ContentCoding.GZIP);
        List<EgressOutcome> outcomes = new ArrayList<>();
        for (int at = 0; at < packed.length && !sieve.blocked(); at += PART) {
            assertThat(sieve.push(Arrays.copyOfRange(packed, at, Math.min(packed.length, at + PART))))
                    .isEmpty();
            assertThat(counters.held()).isLessThanOrEqualTo(BUDGET);
        }
        sieve.end(last -> assertThat(last).isEmpty(), outcomes::add);
        assertThat(outcomes.get(0).strictest().reason()).isEqualTo("shed.overload");
        assertThat(counters.held()).isZero();
    }

    @Test
    void nothingIsHeldByAStreamThatWasClosedByAnother() {
        StreamSlots slots = new StreamSlots(2, 100, counters);
        StreamSlots.Slot slot = slots.take().orElseThrow();
        assertThat(slot.holds(90)).isTrue();
        assertThat(slots.take().orElseThrow().holds(20)).isFalse();
        slot.give();
        slot.give();
        assertThat(slot.holds(50)).isTrue();
        assertThat(counters.held()).isZero();
        assertThat(slots.take())
                .hasValueSatisfying(next -> assertThat(next.holds(100)).isTrue());
        assertThat(slots.take()).isEmpty();
    }

    private EgressStream open() {
        EgressStream stream =
                gate.stream(EgressGates.QUESTION, EgressGates.ASKED).orElseThrow();
        stream.open();
        return stream;
    }

    private static EgressConfig config() {
        EgressConfig is = EgressConfig.DEFAULTS;
        EgressConfig.Work work = new EgressConfig.Work(2, 256, 2048, 1_024, BUDGET);
        return new EgressConfig(
                is.scan(), is.engine(), is.content(), is.destinations(), is.dns(), is.labels(), is.known(), work, null);
    }
}
