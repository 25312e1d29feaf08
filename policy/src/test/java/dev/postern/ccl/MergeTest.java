package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergeTest {

    @Test
    void ordersDeniesChildPermitsParentPermitsObligationsAndLimits() {
        Document parent = ParserTest.parsed("limit x 5 per 1 hours\nrequire p on r\npermit p on r\ndeny p on r\n");
        Document child = ParserTest.parsed("require c on r\npermit c on r\ndeny c on r\nlimit y 1 per 1 days\n");
        assertThat(Formatter.format(Merge.merge(parent, child))).isEqualTo("""
                        deny p on 'r'
                        deny c on 'r'
                        permit c on 'r'
                        permit p on 'r'
                        require p on 'r'
                        require c on 'r'
                        limit x 5 per 1 hours
                        limit y 1 per 1 days
                        """);
    }

    @Test
    void theLowestCountOfAnActionWinsWhateverThePeriodAndTheFirstOfEquals() {
        Document parent = ParserTest.parsed("limit x 5 per 1 hours limit y 5 per 1 hours limit z 9 per 1 hours");
        Document child = ParserTest.parsed("limit x 4 per 1 seconds limit y 5 per 2 hours limit z 10 per 3 hours");
        assertThat(Formatter.format(Merge.merge(parent, child)))
                .isEqualTo("limit x 4 per 1 seconds\nlimit y 5 per 1 hours\nlimit z 9 per 1 hours\n");
    }
}
