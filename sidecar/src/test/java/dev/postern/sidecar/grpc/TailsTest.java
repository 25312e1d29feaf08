package dev.postern.sidecar.grpc;

import static dev.postern.sidecar.grpc.ServedLog.fails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.v1.TailRequest;
import dev.postern.v1.TailResponse;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TailsTest {

    @TempDir
    private Path directory;

    private ServedLog served;

    @BeforeEach
    void start() throws Exception {
        served = new ServedLog(directory, null);
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    @Test
    void aTailGivesAllLeavesAndEveryCheckpointReleasedMeanwhile() {
        served.release(11);
        Iterator<TailResponse> tail = tail(0);
        assertThat(collect(tail, 11))
                .isEqualTo(served.log.leaves.subList(0, 11).stream()
                        .map(TailsTest::text)
                        .toList());
        served.release(14);
        served.release(17);
        assertThat(collect(tail, 14)).hasSize(3);
        assertThat(collect(tail, 17)).hasSize(3);
        assertThat(served.tails.count()).isEqualTo(1);
    }

    @Test
    void aTailIsResumedWhereItBrokeOff() {
        served.release(20);
        assertThat(collect(tail(13), 20))
                .isEqualTo(served.log.leaves.subList(13, 20).stream()
                        .map(TailsTest::text)
                        .toList());
        TailResponse onlyCheckpoint = tail(20).next();
        assertThat(onlyCheckpoint.getReceiptsCount()).isZero();
        assertThat(onlyCheckpoint.getCheckpoint()).isEqualTo(served.note(20));
        fails(Status.Code.OUT_OF_RANGE, () -> tail(21).next());
        fails(Status.Code.OUT_OF_RANGE, () -> tail(-1).next());
    }

    @Test
    void whatIsReleasedWhileATailIsBusyIsNotForgotten() {
        served.held = true;
        Iterator<TailResponse> tail = tail(0);
        served.release(11);
        served.release(17);
        assertThat(served.waiting).hasSize(1);
        served.held = false;
        served.waiting.remove().run();
        assertThat(collect(tail, 17)).hasSize(17);
    }

    @Test
    void aTailIsShedWhenTooManyReadAtOnce() {
        served.release(11);
        served.full = true;
        fails(Status.Code.RESOURCE_EXHAUSTED, () -> tail(0).next());
    }

    @Test
    void followersAreBoundedAndForgottenWhenTheyLeave() {
        served.release(1);
        List<Iterator<TailResponse>> followers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            followers.add(tail(0));
            assertThat(followers.get(i).next().getReceiptsCount()).isEqualTo(1);
        }
        fails(Status.Code.RESOURCE_EXHAUSTED, () -> tail(0).next());
        served.channel.shutdownNow();
        assertThat(served.tails.count()).isZero();
    }

    @Test
    void followersAreToldWhenTheServerStops() {
        served.release(1);
        Iterator<TailResponse> tail = tail(0);
        assertThat(tail.next().getReceiptsCount()).isEqualTo(1);
        served.tails.end();
        fails(Status.Code.UNAVAILABLE, tail::next);
        assertThat(served.tails.count()).isZero();
    }

    private Iterator<TailResponse> tail(long from) {
        return served.evidence.tail(TailRequest.newBuilder().setFrom(from).build());
    }

    /** The leaves up to the checkpoint of that size. */
    private List<String> collect(Iterator<TailResponse> tail, int size) {
        List<String> leaves = new ArrayList<>();
        while (true) {
            TailResponse message = tail.next();
            message.getReceiptsList().forEach(leaf -> leaves.add(leaf.toStringUtf8()));
            if (!message.getCheckpoint().isEmpty()) {
                assertThat(message.getCheckpoint()).isEqualTo(served.note(size));
                assertThat(message.getFirst() + message.getReceiptsCount()).isEqualTo(size);
                return leaves;
            }
        }
    }

    private static String text(byte[] leaf) {
        return new String(leaf, UTF_8);
    }
}
