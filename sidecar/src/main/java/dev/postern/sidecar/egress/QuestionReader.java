package dev.postern.sidecar.egress;

import dev.postern.egress.label.Labels;
import dev.postern.egress.label.SessionLabels;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.grpc.CheckReader;
import dev.postern.sidecar.grpc.Received;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.Direction;
import dev.postern.v1.EgressQuestion;

/** Reads questions from requests of {@code postern.v1}: everything doubtful is refused here. Thread-safe. */
final class QuestionReader {

    static final int MOST_DESTINATIONS = 64;

    private final CheckReader checks;

    QuestionReader(CheckReader checks) {
        this.checks = checks;
    }

    /** What a request came to; {@code id} is what its answer echoes. */
    sealed interface Reading {

        /**
         * A question.
         *
         * @param check what it has in common with every check, by which it is found out who asks
         * @param question as its caller told it
         */
        record Question(String id, Check check, dev.postern.sidecar.egress.EgressQuestion question)
                implements Reading {}

        record Refused(String id, String tenant, Reason reason) implements Reading {}
    }

    /** Reads a question; one whose caller cannot wait is refused unread. */
    Reading read(Received<EgressQuestion> received, boolean late) {
        CheckReader.Reading common = checks.read(received.map(QuestionReader::common), late);
        if (common instanceof CheckReader.Reading.Refused refused) {
            return new Reading.Refused(refused.id(), refused.tenant(), refused.reason());
        }
        Check check = ((CheckReader.Reading.Asked) common).check();
        EgressQuestion wire = ((Received.Message<EgressQuestion>) received).value();
        if (wire.getDestinationsCount() == 0) {
            return new Reading.Refused(wire.getId(), check.tenant(), Reason.INPUT_INCOMPLETE);
        }
        if (wire.getDestinationsCount() > MOST_DESTINATIONS
                || wire.getLabelsCount() > Labels.MOST
                || wire.getSession().length() > SessionLabels.MAX_NAME) {
            return new Reading.Refused(wire.getId(), check.tenant(), Reason.INPUT_TOO_LARGE);
        }
        Labels labels = Labels.parse(wire.getLabelsList());
        if (labels == null || wire.getDirection() == Direction.UNRECOGNIZED) {
            return new Reading.Refused(wire.getId(), check.tenant(), Reason.INPUT_MALFORMED);
        }
        return new Reading.Question(
                wire.getId(),
                check,
                new dev.postern.sidecar.egress.EgressQuestion(
                        check.tenant(),
                        check.principal(),
                        wire.getDestinationsList(),
                        labels,
                        wire.getSession(),
                        wire.getDirection() == Direction.DIRECTION_RESPONSE
                                ? dev.postern.egress.Direction.RESPONSE
                                : dev.postern.egress.Direction.REQUEST,
                        check.context(),
                        check.facts(),
                        check.credential(),
                        wire.getCertificate(),
                        check.nowMillis()));
    }

    /** What a question has in common with every check; the resource is only known once the destination is read. */
    private static DecideRequest common(EgressQuestion question) {
        DecideRequest.Builder common = DecideRequest.newBuilder()
                .setId(question.getId())
                .setTenant(question.getTenant())
                .setAction(Cases.CONNECT)
                .setResource("/")
                .putAllContext(question.getContextMap());
        if (question.hasPrincipal()) {
            common.setPrincipal(question.getPrincipal());
        }
        return common.build();
    }
}
