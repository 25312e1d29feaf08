package dev.postern.sidecar.egress;

import dev.postern.egress.ContentVerdict;
import dev.postern.egress.EgressFacts;
import dev.postern.egress.Verdict;
import dev.postern.egress.label.LabelFlow;
import dev.postern.policy.Check;

/**
 * What is known and thought of one content and one destination before the connection is decided.
 *
 * @param check of the connection, which what is doubted refuses
 * @param facts that policy can ask for
 * @param flow of its labels
 * @param content what becomes of the content for what is in it
 */
record Case(Check check, EgressFacts facts, LabelFlow flow, ContentVerdict content) {

    /** What becomes of the content if policy permits the connection. */
    Verdict permitted() {
        return facts.doubt() == null ? content.verdict() : Verdict.BLOCK;
    }
}
