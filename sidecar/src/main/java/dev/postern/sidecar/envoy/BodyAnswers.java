package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import dev.postern.egress.Direction;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What Envoy is told of one direction of an exchange, in its body mode. In {@code FULL_DUPLEX_STREAMED} what leaves is told
 * when it leaves, but for a first part with which the head waits, so that what is blocked until then is refused whole. In
 * the other modes each message of Envoy's has one answer. Used by one thread at a time.
 */
final class BodyAnswers {

    /** No message holds more of a body, as Envoy recommends. */
    private static final int PIECE = 64 << 10;

    private final Direction direction;
    private final BodySendMode mode;
    private final int hold;
    private final Supplier<CommonResponse> head;
    private final Consumer<ProcessingResponse> out;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean headTold;

    /**
     * Nothing is told yet.
     *
     * @param hold how many bytes wait with the head
     * @param head what becomes of the head, once the destination is known
     */
    BodyAnswers(
            Direction direction,
            BodySendMode mode,
            int hold,
            Supplier<CommonResponse> head,
            Consumer<ProcessingResponse> out) {
        this.direction = direction;
        this.mode = mode;
        this.hold = hold;
        this.head = head;
        this.out = out;
    }

    /** Whether bodies come in a mode in which all of them is seen. */
    boolean seeBodies() {
        return mode == BodySendMode.STREAMED || mode == BodySendMode.BUFFERED || duplex();
    }

    /** Answers the head as soon as the mode asks for it; what is blocked before the body came is refused whole. */
    void open() {
        if (!duplex()) {
            head();
        }
    }

    /** Answers the head, once. */
    void head() {
        if (!headTold) {
            headTold = true;
            out.accept(ProcessingMessages.head(direction, head.get()));
        }
    }

    /** Answers a part of the body with what leaves now. */
    void body(ByteString part, byte[] leaving, boolean last) {
        if (duplex()) {
            waiting.writeBytes(leaving);
            if (last || headTold || waiting.size() >= hold) {
                pieces(last);
            }
        } else {
            head();
            out.accept(ProcessingMessages.body(direction, change(part, leaving)));
        }
    }

    /**
     * Answers the trailers, before which what was held leaves.
     *
     * @return whether it could be told: only in duplex mode can a body grow after its last part came
     */
    boolean trailers(byte[] leaving) {
        if (leaving.length > 0 && !duplex()) {
            return false;
        }
        waiting.writeBytes(leaving);
        pieces(false);
        head();
        out.accept(ProcessingMessages.trailers(direction));
        return true;
    }

    private boolean duplex() {
        return mode == BodySendMode.FULL_DUPLEX_STREAMED;
    }

    private void pieces(boolean last) {
        byte[] leaving = waiting.toByteArray();
        waiting.reset();
        if (leaving.length == 0 && !last) {
            return;
        }
        head();
        int at = 0;
        do {
            int end = Math.min(leaving.length, at + PIECE);
            out.accept(ProcessingMessages.body(
                    direction,
                    BodyMutation.newBuilder()
                            .setStreamedResponse(StreamedBodyResponse.newBuilder()
                                    .setBody(ByteString.copyFrom(leaving, at, end - at))
                                    .setEndOfStream(last && end == leaving.length))
                            .build()));
            at = end;
        } while (at < leaving.length);
    }

    private CommonResponse change(ByteString part, byte[] leaving) {
        ByteString left = ByteString.copyFrom(leaving);
        if (left.equals(part)) {
            return CommonResponse.getDefaultInstance();
        }
        CommonResponse.Builder change = CommonResponse.newBuilder()
                .setBodyMutation(
                        left.isEmpty()
                                ? BodyMutation.newBuilder().setClearBody(true)
                                : BodyMutation.newBuilder().setBody(left));
        if (mode == BodySendMode.BUFFERED) {
            // The head waits in Envoy for the whole body, with the length of the body that came.
            change.setHeaderMutation(HeaderMutation.newBuilder()
                    .addSetHeaders(
                            ProcessingMessages.header("content-length", Integer.toString(leaving.length), false)));
        }
        return change.build();
    }
}
