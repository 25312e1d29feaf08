package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameRoundTripTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final TreeHash ZERO = TreeHash.of(new byte[32]);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final SegmentHeader header = new SegmentHeader(
            "postern.local/test",
            "i-1",
            0x0123_4567_89ab_cdefL,
            1,
            0,
            ZERO,
            new TreeMap<>(Map.of(3, 17L)),
            new Frontier().encode());

    @Test
    void whatIsStoredGivesTheSameLeavesAndTheSameBytes() throws Exception {
        RandomLeaves leaves = new RandomLeaves(random, header.origin(), header.boot());
        FrameWriter writer = new FrameWriter();
        FrameReader reader = new FrameReader(header);
        LeafText text = new LeafText();
        long index = 0;
        for (int frames = 0; frames < 50; frames++) {
            TreeHash prev = leaves.hash();
            List<Leaf> written = new ArrayList<>();
            writer.begin(index, prev, 1_700_000_000_123L, 77);
            for (int i = random.nextInt(200); i >= 0; i--) {
                Leaf leaf = leaves.next(prev);
                written.add(leaf);
                write(writer, leaf);
            }
            byte[] bytes = writer.end(0, new ByteBuilder(0), new byte[0]).toByteArray();
            Frame frame = Frame.parse(bytes, 0, bytes.length);
            assertThat(frame.firstLeaf()).isEqualTo(index);
            assertThat(frame.count()).isEqualTo(written.size());
            reader.learn(frame);
            reader.turnTo(frame);
            for (Leaf leaf : written) {
                assertThat(reader.next()).as("seed %s", SEED).isTrue();
                assertThat(reader.leaf()).as("seed %s", SEED).isEqualTo(leaf);
                ByteBuilder stored = new ByteBuilder(16);
                reader.text(stored);
                ByteBuilder straight = new ByteBuilder(16);
                text.write(leaf, straight);
                assertThat(string(stored)).as("seed %s", SEED).isEqualTo(string(straight));
                assertThat(string(stored)).as("seed %s", SEED).isEqualTo(canonical(string(stored)));
            }
            assertThat(reader.next()).isFalse();
            index += written.size();
        }
    }

    @Test
    void aReceiptOfAKnownFormTakesEightBytesBesideItsCommitment() throws Exception {
        FrameWriter writer = new FrameWriter();
        writer.begin(0, ZERO, 1_000, 0);
        int form = writer.form(
                new Form("b", "none", List.of(), "ALLOW", "decide", "enforce", List.of(), "policy.permit", List.of()));
        byte[] question = new byte[32];
        Rests none = new Rests();
        int before = writer.size();
        for (int i = 0; i < 1_000; i++) {
            writer.receipt(form, 1, i, 20_000L * i, 1_000 + i / 50, question, 0, none);
        }
        assertThat((writer.size() - before) / 1_000.0).isBetween(32.0, 40.0);
    }

    @Test
    void everyBitCounts() throws Exception {
        RandomLeaves leaves = new RandomLeaves(random, header.origin(), header.boot());
        FrameWriter writer = new FrameWriter();
        writer.begin(0, ZERO, 1_700_000_000_000L, 0);
        for (int i = 0; i < 20; i++) {
            write(writer, leaves.next(ZERO));
        }
        byte[] good = writer.end(0, new ByteBuilder(0), "note".getBytes(StandardCharsets.UTF_8))
                .toByteArray();
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Frame.parse(bad, 0, bad.length)).isInstanceOf(DamagedException.class);
        }
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> Frame.parse(cut, 0, cut.length)).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void recordsThatPassTheSumButMakeNoSenseAreDamage() {
        for (int round = 0; round < 2_000; round++) {
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            Frame frame = new Frame(
                    body, -Frame.HEADER_BYTES, false, 0, 1 + random.nextInt(4), 0, 0, 0, ZERO, 0, body.length, 0, 0);
            FrameReader reader = new FrameReader(header);
            try {
                reader.turnTo(frame);
                while (reader.next()) {
                    reader.leaf();
                }
            } catch (DamagedException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void aSegmentHeaderComesBackAndAnyChangeIsSeen() throws Exception {
        byte[] bytes = header.encode();
        SegmentHeader read = SegmentHeader.parse(Arrays.copyOf(bytes, bytes.length + 5));
        assertThat(read.origin()).isEqualTo(header.origin());
        assertThat(read.boot()).isEqualTo(header.boot());
        assertThat(read.frontier()).isEqualTo(header.frontier());
        for (int i = 0; i < bytes.length; i++) {
            byte[] bad = bytes.clone();
            bad[i] ^= 4;
            assertThatThrownBy(() -> SegmentHeader.parse(bad)).isInstanceOf(DamagedException.class);
        }
    }

    private static void write(FrameWriter writer, Leaf leaf) {
        long wall = leaf.stamp().wallMillis();
        if (leaf instanceof Leaf.Receipt receipt) {
            byte[] question = receipt.question().toByteArray();
            writer.receipt(
                    writer.form(receipt.form()),
                    receipt.lane(),
                    receipt.number(),
                    receipt.monoNanos(),
                    wall,
                    question,
                    receipt.question().equals(ZERO) ? -1 : 0,
                    Rests.of(receipt.tokens(), receipt.egress()));
        } else if (leaf instanceof Leaf.Gap gap) {
            writer.gap(gap.lane(), gap.from(), gap.count(), gap.reason(), wall);
        } else if (leaf instanceof Leaf.Boot boot) {
            writer.boot(boot);
        } else if (leaf instanceof Leaf.ClockStep step) {
            writer.clock(step.monoNanos(), step.stepNanos(), wall);
        }
    }

    private static String canonical(String json) throws Exception {
        ObjectMapper mapper = new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
        return mapper.writeValueAsString(mapper.readValue(json, TreeMap.class)).replace("\\u001F", "\\u001f");
    }

    private static String string(ByteBuilder bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
