package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Reason;
import dev.postern.sidecar.grpc.BatchMarshaller.Batch;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchMarshallerTest {

    private static final DecideRequest CHECK =
            DecideRequest.newBuilder().setId("x").build();
    private static final Received<DecideRequest> GOOD = new Received.Message<>(CHECK);
    private static final Received<DecideRequest> BAD = new Received.Unreadable<>(Reason.INPUT_MALFORMED);

    private final BatchMarshaller marshaller = new BatchMarshaller(10_000, 3);

    @Test
    void aBadItemSpoilsNoOther() {
        byte[] notUtf8 = {0x0a, 0x01, (byte) 0xff};
        assertThat(parse(items(CHECK.toByteArray(), notUtf8, CHECK.toByteArray())))
                .isEqualTo(new Batch(List.of(GOOD, BAD, GOOD), 3));
    }

    @Test
    void anItemNestedTooDeeplyIsMalformedByItself() {
        byte[] deep = new byte[0];
        for (int i = 0; i < 200; i++) {
            deep = DeepValues.wrap(deep);
        }
        byte[] context = DeepValues.context(deep);
        assertThat(parse(items(context, CHECK.toByteArray()))).isEqualTo(new Batch(List.of(BAD, GOOD), 2));
    }

    @Test
    void itemsBeyondTheCapAreCountedAndNotBuilt() {
        byte[] item = CHECK.toByteArray();
        assertThat(parse(items(item, item, item, item, item))).isEqualTo(new Batch(List.of(GOOD, GOOD, GOOD), 5));
    }

    @Test
    void aBatchThatBreaksOffKeepsWhatCameBefore() {
        byte[] whole = items(CHECK.toByteArray(), CHECK.toByteArray());
        byte[] broken = java.util.Arrays.copyOf(whole, whole.length - 1);
        assertThat(parse(broken)).isEqualTo(new Batch(List.of(GOOD, BAD), 2));
        assertThat(parse(new byte[] {(byte) 0xff})).isEqualTo(new Batch(List.of(BAD), 1));
    }

    @Test
    void unknownFieldsAreSkippedAndNoChecksAreNone() {
        assertThat(parse(new byte[] {0x10, 0x01})).isEqualTo(new Batch(List.of(), 0));
    }

    @Test
    void aBatchBeyondTheByteCapIsTooLarge() {
        assertThat(parse(new byte[10_001]))
                .isEqualTo(new Batch(List.of(new Received.Unreadable<>(Reason.INPUT_TOO_LARGE)), 1));
    }

    private Batch parse(byte[] bytes) {
        return marshaller.parse(new ByteArrayInputStream(bytes));
    }

    private static byte[] items(byte[]... items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] encoded = BatchReply.encode(items);
        assertThat(DecideBatchRequest.CHECKS_FIELD_NUMBER)
                .isEqualTo(dev.postern.v1.DecideBatchResponse.DECISIONS_FIELD_NUMBER);
        out.writeBytes(encoded);
        return out.toByteArray();
    }
}
