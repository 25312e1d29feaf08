package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.sidecar.egress.ContentCoding;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.EgressOutcome;
import dev.postern.sidecar.egress.EgressStream;
import dev.postern.sidecar.egress.Sieve;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of an exchange: what comes goes through the gate, and what may leave is told to Envoy. Used by one thread
 * at a time.
 */
final class Passage implements AutoCloseable {

    private static final byte[] NOTHING = {};

    /** What a passage asks of its exchange. */
    interface Course {

        /** Runs work after what runs now, unless the exchange is over then. */
        void later(Runnable work);

        /** Asks for the next message. */
        void next();

        /** Refuses the exchange for what its content was judged to be. */
        void refuse(EgressOutcome outcome);

        /** Refuses the exchange for what it is. */
        void refuse(Reason reason);

        /** Refuses a passage of which nothing was looked at; where denials are not enforced, lets it pass. */
        void doubt(Passage passage, Reason reason);
    }

    private final Course course;
    private final EgressGate gate;
    private final BodyAnswers answers;
    private @Nullable EgressStream stream;
    private @Nullable Sieve sieve;
    private boolean began;
    private boolean ended;

    /** A passage; {@code stream} looks at its content, {@code null} where nothing does. */
    Passage(Course course, EgressGate gate, BodyAnswers answers, @Nullable EgressStream stream) {
        this.course = course;
        this.gate = gate;
        this.answers = answers;
        this.stream = stream;
    }

    /** What looks at the content; {@code null} where nothing does. */
    @Nullable
    EgressStream stream() {
        return stream;
    }

    /** Looks at what is known before any content came; {@code bodiless} when none will. */
    void open(ContentCoding coding, boolean bodiless) {
        EgressStream looking = stream;
        if (looking == null) {
            course.doubt(this, Reason.SHED);
        } else if (!bodiless && !answers.seeBodies()) {
            course.doubt(this, Reason.EGRESS_INCOMPLETE);
        } else {
            looking.whenReady(() -> course.later(() -> opened(looking, coding, bodiless)));
        }
    }

    /** Lets all of it pass unseen. */
    void pass() {
        unwatch();
        answers.head();
        course.next();
    }

    void body(HttpBody body) {
        ByteString part = body.getBody();
        boolean last = body.getEndOfStream();
        if (ended) {
            course.refuse(Reason.INPUT_MALFORMED);
            return;
        }
        began = true;
        ended = last;
        Sieve through = sieve;
        if (through == null) {
            answers.body(part, part.toByteArray(), last);
            course.next();
            return;
        }
        byte[] free = through.push(part.toByteArray());
        if (last || through.blocked()) {
            end(through, free, leaving -> answers.body(part, leaving, last));
        } else {
            answers.body(part, free, false);
            course.next();
        }
    }

    void trailers() {
        if (ended) {
            course.refuse(Reason.INPUT_MALFORMED);
            return;
        }
        ended = true;
        Sieve through = sieve;
        if (through == null) {
            answers.trailers(NOTHING);
            course.next();
            return;
        }
        end(through, NOTHING, leaving -> {
            if (!answers.trailers(leaving)) {
                course.refuse(Reason.EGRESS_INCOMPLETE);
            }
        });
    }

    /** Gives back what is held, however the exchange ended. */
    @Override
    public void close() {
        if (sieve != null) {
            sieve.close();
        } else if (stream != null) {
            stream.close();
        }
    }

    private void opened(EgressStream looking, ContentCoding coding, boolean bodiless) {
        looking.open();
        Sieve through = bodiless ? looking : gate.sieve(looking, coding);
        sieve = through;
        ended = bodiless;
        if (through.blocked() || bodiless) {
            end(through, NOTHING, leaving -> {
                answers.head();
                if (!bodiless) {
                    unwatch();
                }
            });
            return;
        }
        answers.open();
        course.next();
    }

    private void unwatch() {
        close();
        sieve = null;
        stream = null;
    }

    /** Ends the content; what is free already leaves with what is told last. */
    private void end(Sieve through, byte[] free, Consumer<byte[]> then) {
        byte[][] leaving = {free};
        through.end(
                last -> leaving[0] = joined(free, last),
                outcome -> course.later(() -> {
                    if (isDenied(outcome)) {
                        course.refuse(outcome);
                    } else if (began && through.blocked()) {
                        // What was held back of it is gone.
                        course.refuse(Reason.EGRESS_INCOMPLETE);
                    } else {
                        then.accept(leaving[0]);
                        course.next();
                    }
                }));
    }

    /** In shadow mode what cannot even be read passes too. */
    static boolean isDenied(EgressOutcome outcome) {
        return outcome.strictest().decision().template().enforced() == Outcome.DENY;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
