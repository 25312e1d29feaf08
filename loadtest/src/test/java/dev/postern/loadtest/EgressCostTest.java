package dev.postern.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.detect.LiteralSearch;
import dev.postern.loadtest.bench.EgressTexts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EgressCostTest {

    /** Far more than is measured: a cost that grows with the square of a text is a hundred times and more. */
    private static final int MOST = 25;
    /** So many that both sides have been compiled by the end, whoever else the machine works for. */
    private static final int ROUNDS = 120;

    @Test
    void noTextCostsManyTimesWhatACleanOneDoes() {
        EgressCost cost = new EgressCost();
        cost.add(LiteralSearch.Engine.AUTOMATON);
        Map<EgressTexts, long[]> least = cost.least(ROUNDS);
        long clean = least.getOrDefault(EgressTexts.CLEAN, new long[1])[0];
        assertThat(least).allSatisfy((text, nanos) -> assertThat(nanos[0]).isLessThan(MOST * clean));
    }
}
