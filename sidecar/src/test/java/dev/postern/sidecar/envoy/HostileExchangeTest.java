package dev.postern.sidecar.envoy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.egress.Direction;
import dev.postern.sidecar.egress.Packed;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/**
 * Exchanges by chance: in any order, cut anywhere, twice, broken off, damaged, too large, and while there is no room.
 * {@code -Dfuzz.rounds} makes it longer, {@code -Dseed} repeats it.
 */
class HostileExchangeTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 3_000);
    private static final BodySendMode[] MODES = {
        BodySendMode.FULL_DUPLEX_STREAMED, BodySendMode.STREAMED, BodySendMode.BUFFERED, BodySendMode.NONE
    };
    private static final String MAIL = "ada@lovelace.org";
    private static final String TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private static final String[] CODINGS = {"identity", "identity", "gzip", "gzip", "br"};
    private static final String[] WORDS = {
        "hello ",
        "the council met ",
        MAIL + " ",
        "token " + TOKEN + " ",
        "é ",
        "iVBORw0KGgoAAAANSUhEUgAAAAUA",
        "%41%42",
        "-----BEGIN RSA PRIVATE KEY-----\n"
    };

    private boolean full;

    @Test
    void everyOneEndsWellAndNothingForbiddenLeaves() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        int passed = 0;
        try (ProcessingRig rig =
                new ProcessingRig(Map.of("p.ccl", "permit egress.connect on /*.example.com/**"), this::execute)) {
            for (int round = 0; round < ROUNDS; round++) {
                passed += exchange(rig, random, "-Dseed=" + seed + " round " + round) ? 1 : 0;
            }
            // More exchanges than there is room for at a time: whatever became of them, their places were given back.
            assertThat(ROUNDS).isGreaterThan(1_024);
            assertThat(rig.pipeline.faults().count()).as("-Dseed=%d", seed).isZero();
        }
        assertThat(passed).as("exchanges that passed").isGreaterThan(ROUNDS / 20);
    }

    /** Plays one exchange; whether it passed. */
    private boolean exchange(ProcessingRig rig, SplittableRandom random, String name) {
        full = false;
        BodySendMode mode = MODES[random.nextInt(MODES.length)];
        String asking = CODINGS[random.nextInt(CODINGS.length)];
        String answering = CODINGS[random.nextInt(CODINGS.length)];
        List<ProcessingRequest> messages = script(random, mode, asking, answering);
        boolean orderly = random.nextInt(3) > 0;
        if (!orderly) {
            disturb(messages, random);
        }
        ProcessingRig.Client client = rig.call();
        int breaks = random.nextInt(4) == 0 ? random.nextInt(messages.size() + 1) : messages.size();
        for (int i = 0; i < breaks; i++) {
            full = random.nextInt(60) == 0;
            client.send(messages.get(i));
        }
        boolean shed = full;
        full = false;
        if (random.nextInt(4) == 0 && !client.ended) {
            client.cancel();
        } else {
            client.halfClose();
            assertThat(client.failed).as(name).isFalse();
            assertThat(client.ended || shed).as(name).isTrue();
        }
        check(client.left(Direction.REQUEST, messages), asking, name);
        if (mode != BodySendMode.NONE) {
            check(client.left(Direction.RESPONSE, messages), answering, name);
        }
        assertThat(client.told.size()).as(name).isLessThan(200);
        return breaks == messages.size() && client.reason().isEmpty();
    }

    /** What left carries nothing that must not: in the clear or behind the coding it was sent with. */
    private static void check(byte[] left, String coding, String name) {
        boolean packed = coding.equals("gzip") && left.length > 0;
        String text = new String(packed ? unpacked(left, name) : left, ISO_8859_1);
        // Where a part was lost it may run into what came next, and be none any more.
        assertThat(text).as(name).doesNotContain(" " + TOKEN + " ").doesNotContain(" " + MAIL + " ");
        assertThat(coding.equals("br") && left.length > 0).as(name).isFalse();
    }

    private static byte[] unpacked(byte[] left, String name) {
        try {
            return Packed.gunzip(left);
        } catch (UncheckedIOException e) {
            throw new AssertionError(name + ": what left cannot be read", e);
        }
    }

    private static List<ProcessingRequest> script(
            SplittableRandom random, BodySendMode mode, String asking, String answering) {
        List<ProcessingRequest> messages = new ArrayList<>();
        boolean bodiless = random.nextInt(5) == 0;
        messages.add(ProcessingRig.requestHead(mode, bodiless, "content-encoding", asking));
        boolean trailers = random.nextInt(5) == 0;
        if (!bodiless) {
            for (Part part : parts(random, asking, trailers)) {
                messages.add(ProcessingRig.requestBody(part.bytes.toByteArray(), part.last));
            }
            if (trailers) {
                messages.add(ProcessingRig.requestTrailers());
            }
        }
        messages.add(ProcessingRig.responseHead(false, "content-encoding", answering));
        for (Part part : parts(random, answering, trailers)) {
            messages.add(ProcessingRig.responseBody(part.bytes.toByteArray(), part.last));
        }
        if (trailers) {
            messages.add(ProcessingRig.responseTrailers());
        }
        return messages;
    }

    private record Part(ByteString bytes, boolean last) {}

    /** A content in parts. */
    private static List<Part> parts(SplittableRandom random, String coding, boolean trailers) {
        byte[] content = content(random, coding);
        List<Part> parts = new ArrayList<>();
        int most = random.nextInt(4) == 0 ? 20 : content.length + 1;
        int at = 0;
        while (at < content.length && parts.size() < 30) {
            int end = parts.size() == 29 ? content.length : Math.min(content.length, at + random.nextInt(1, most + 1));
            parts.add(new Part(ByteString.copyFrom(content, at, end - at), end == content.length && !trailers));
            at = end;
        }
        if (parts.isEmpty()) {
            parts.add(new Part(ByteString.copyFrom(content), !trailers));
        }
        return parts;
    }

    private static byte[] content(SplittableRandom random, String coding) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int kinds = random.nextInt(3) == 0 ? WORDS.length : 3;
        for (int words = random.nextInt(8); words > 0; words--) {
            content.writeBytes(WORDS[random.nextInt(kinds)].getBytes(UTF_8));
        }
        if (random.nextInt(300) == 0) {
            content.writeBytes(new byte[ProcessingRig.LARGEST_MESSAGE + 1]);
        }
        if (!coding.equals("gzip")) {
            return content.toByteArray();
        }
        byte[] packed = Packed.gzip(content.toByteArray());
        if (random.nextInt(4) == 0) {
            packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(6) == 0 ? Arrays.copyOf(packed, random.nextInt(packed.length)) : packed;
    }

    /** Leaves messages out, repeats them, changes their places, or puts an empty one between. */
    private static void disturb(List<ProcessingRequest> messages, SplittableRandom random) {
        for (int times = random.nextInt(1, 4); times > 0; times--) {
            int at = random.nextInt(messages.size());
            switch (random.nextInt(4)) {
                case 0 -> messages.remove(at);
                case 1 -> messages.add(at, messages.get(at));
                case 2 -> messages.add(random.nextInt(messages.size()), messages.get(at));
                default -> messages.add(at, ProcessingRequest.getDefaultInstance());
            }
            if (messages.isEmpty()) {
                messages.add(ProcessingRequest.getDefaultInstance());
            }
        }
    }

    private void execute(Runnable work) {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        work.run();
    }
}
