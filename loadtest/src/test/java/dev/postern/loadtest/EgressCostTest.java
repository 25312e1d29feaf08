package dev.postern.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.loadtest.bench.EgressTexts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EgressCostTest {

    /** Far more than is measured, warm or not: a cost that grows with the square of a text was seven hundred times. */
    private static final int MOST = 200;

    @Test
    void noTextCostsManyTimesWhatACleanOneDoes() {
        Map<EgressTexts, Long> least = new EgressCost().least(20);
        long clean = least.getOrDefault(EgressTexts.CLEAN, 0L);
        assertThat(least).allSatisfy((text, nanos) -> assertThat(nanos).isLessThan(MOST * clean));
    }
}
