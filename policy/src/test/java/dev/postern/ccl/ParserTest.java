package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PERMIT file.read ON '/data/**'                        | permit file.read on '/data/**'
            permit a . b on *                                     | permit a.b on '*'
            permit **  on docs SEVERITY Low                       | permit ** on 'docs' severity low
            permit *.x.** on /a'b#c severity HIGH                 | permit *.x.** on '/a''b#c'
            deny a-b.c--d on **                                   | deny a-b.c--d on '**'
            require a on x when role = admin                      | require a on 'x' when role = 'admin'
            permit a on x when a.b = true and a.c != True         | permit a on 'x' when a.b = true and a.c != 'True'
            permit a on x when resource.owner = principal.id      | permit a on 'x' when resource.owner = principal.id
            permit a on x when n = -5 or n < 1.50                 | permit a on 'x' when n = -5 or n < 1.5
            permit a on x when n>-5 and n>=007                    | permit a on 'x' when n > -5 and n >= 7
            permit a on x when n = 100000000000000000000000.0     | permit a on 'x' when n = 100000000000000000000000.0
            permit a on x when n = -0.0                           | permit a on 'x' when n = 0.0
            permit a on x when n in [1, 1.0, 0.10, a, 'b', true]  | permit a on 'x' when n in ['1', '1', '0.1', 'a', 'b', 'true']
            permit a on x when n in []                            | permit a on 'x' when n in []
            permit a on x when s = '' and t = 'it''s'             | permit a on 'x' when s = '' and t = 'it''s'
            permit a on x when s = ''''                           | permit a on 'x' when s = ''''
            permit a on x when not (a = 1 and b = 2)              | permit a on 'x' when not (a = 1 and b = 2)
            permit a on x when not a = 1 and b = 2                | permit a on 'x' when not a = 1 and b = 2
            permit a on x when not not (a = 1)                    | permit a on 'x' when not not a = 1
            permit a on x when a = 1 or b = 2 and c = 3           | permit a on 'x' when a = 1 or b = 2 and c = 3
            permit a on x when (a = 1 or b = 2) and c = 3         | permit a on 'x' when (a = 1 or b = 2) and c = 3
            permit a on x when (a = 1 and (b = 2 and ((c = 3))))  | permit a on 'x' when a = 1 and b = 2 and c = 3
            permit a on x when in_cidr in_cidr '10.0.0.0/8'       | permit a on 'x' when in_cidr in_cidr '10.0.0.0/8'
            permit a on x when b in_cidr ['::1', '10.0.0.1']      | permit a on 'x' when b in_cidr ['::1', '10.0.0.1']
            permit a on x when b in_cidr c.d                      | permit a on 'x' when b in_cidr c.d
            permit a on x when env.hour = x.in and x.On in [1]    | permit a on 'x' when env.hour = x.in and x.On in ['1']
            permit a on x when b = in_cidr                        | permit a on 'x' when b = 'in_cidr'
            permit a on x when b matches 5 and b matches c.d      | permit a on 'x' when b matches 5 and b matches c.d
            permit a on x when In In true                         |
            limit api.call 100 per 1 hours                        | limit api.call 100 per 1 hours
            limit a 10per 1day severity critical                  | limit a 10 per 1 days severity critical
            limit ** 0 per 0 seconds                              | limit ** 0 per 0 seconds
            limit a 5 per 90 Second                               | limit a 5 per 90 seconds
            limit a 5 per 120 minutes                             | limit a 5 per 2 hours
            limit a 5 per 90 minutes                              | limit a 5 per 90 minutes
            """)
    void readsEveryFormAndWritesItCanonically(String source, String canonical) {
        if (canonical == null) {
            assertThat(Parser.parse("t.ccl", source, ParseLimits.DEFAULTS)).isInstanceOf(ParseResult.Refused.class);
            return;
        }
        assertThat(Formatter.format(parsed(source))).isEqualTo(canonical + "\n");
        assertThat(Formatter.format(parsed(canonical))).isEqualTo(canonical + "\n");
    }

    @Test
    void needsNoNewlineBetweenStatements() {
        assertThat(parsed("permit a on b deny c on d severity low limit e 1 per 1 day require f on g")
                        .statements())
                .hasSize(4);
    }

    static Document parsed(String source) {
        ParseResult result = Parser.parse("t.ccl", source, ParseLimits.DEFAULTS);
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return ((ParseResult.Parsed) result).document();
    }
}
