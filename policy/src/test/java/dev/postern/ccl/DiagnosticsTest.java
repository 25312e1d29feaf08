package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ` `                                  | 1:1: error: the document is empty, expected at least one statement (permit, deny, require or limit)
            allow a on b                         | 1:1: error: found 'allow', expected a statement (permit, deny, require or limit)
            permit on b                          | 1:8: error: found the keyword 'on', expected an action such as 'file.read', '*' or '**'
            permit a.limit on b                  | 1:10: error: found the keyword 'limit', expected a name, '*' or '**' after '.' in the action
            permit **.a on b                     | 1:10: error: found '.', expected 'on' and a resource
            permit contains on b                 | 1:8: error: found the operator 'contains', expected an action such as 'file.read', '*' or '**'
            permit a b                           | 1:10: error: found 'b', expected 'on' and a resource
            permit a on                          | 1:12: error: found the end of the file, expected a resource such as '/docs/**', '*' or '**'
            permit a on 5                        | 1:13: error: found the number 5, expected a resource such as '/docs/**', '*' or '**'
            permit a on b.c                      | 1:14: error: found '.', expected 'when', 'severity' or the end of the statement
            permit a on b when                   | 1:19: error: found the end of the file, expected a field such as 'principal.id', 'not' or '('
            permit a on b when x                 | 1:21: error: found the end of the file, expected an operator after the field 'x'
            permit a on b when x.5 = 1           | 1:22: error: found the number 5, expected a name after '.' in the field
            permit a on b when x = = 1           | 1:24: error: found the operator '=', expected a value (string, number, boolean, field or list)
            permit a on b when x = 1 y = 2       | 1:26: error: found 'y', expected 'and', 'or', 'severity' or the end of the statement
            permit a on b when (x = 1            | 1:26: error: found the end of the file, expected 'and', 'or' or ')'
            permit a on b when x in [1 2]        | 1:28: error: found the number 2, expected ',' or ']'
            permit a on b when x in [a.b]        | 1:27: error: found '.', expected ',' or ']'
            permit a on b when x in [,]          | 1:26: error: found ',', expected a string, number or name in the list
            permit a on b severity urgent        | 1:24: error: found 'urgent', expected a severity (critical, high, medium or low)
            permit a on b severity low when x=1  | 1:28: error: found the keyword 'when', expected the end of the statement
            permit a on "b"                      | 1:13: error: unexpected character '"', expected a string in single quotes
            permit a && b                        | 1:10: error: unexpected character '&', expected a keyword, name, number, string or operator
            permit a- on b                       | 1:9: error: unexpected character '-', expected a keyword, name, number, string or operator
            permit ü on b                        | 1:8: error: unexpected character U+00FC, expected a keyword, name, number, string or operator
            permit a on b when x ! 1             | 1:22: error: unexpected character '!', expected a keyword, name, number, string or operator
            permit a on 'b                       | 1:13: error: unterminated string, expected a closing '
            limit a per 1 hour                   | 1:9: error: found the keyword 'per', expected a count (a whole number)
            limit a -1 per 1 hour                | 1:9: error: found the number -1, expected a count (a whole number from 0)
            limit a 1 per 1.5 hours              | 1:15: error: found the number 1.5, expected a period (a whole number from 0)
            limit a 1 per 1 weeks                | 1:17: error: found 'weeks', expected a unit (seconds, minutes, hours or days)
            limit a 1 per 9223372036854775 days  | 1:15: error: the period is too long, expected at most 9223372036854775 seconds
            permit a on b when x = 9223372036854775808 | 1:24: error: found the number 9223372036854775808, expected an integer that fits 64 bits
            permit a on b when x matches '(?=a)' | 1:30: error: bad regular expression: invalid or unsupported Perl syntax, expected RE2 syntax
            permit a on b when x matches '(a{1000}){1000}' | 1:30: error: the regular expression is too large, expected at most 10000 atoms with its repetitions written out
            permit a on b when x in_cidr '10.0.0/8'    | 1:30: error: '10.0.0/8' is no address block, expected one such as '10.0.0.0/8' or '2001:db8::/32'
            permit a on b when x in_cidr ['::1', z]    | 1:30: error: 'z' is no address block, expected one such as '10.0.0.0/8' or '2001:db8::/32'
            permit a on b when x in_cidr 10            | 1:30: error: 'in_cidr' takes no number or boolean, expected a CIDR block, a list of them or a field
            permit a on b when x In [1]                | 1:22: error: found 'In', expected an operator after the field 'x'
            """)
    void saysWhatWasWrongWhereAndWhatWasExpected(String source, String expected) {
        assertThat(refused(source)).containsExactly("t.ccl:" + expected);
    }

    @Test
    void aNewlineInsideAStatementIsAnError() {
        assertThat(refused("permit a\non b"))
                .containsExactly("t.ccl:1:9: error: found the end of the line, expected 'on' and a resource");
        assertThat(refused("permit a on b when x in ['a',\n'b']"))
                .containsExactly(
                        "t.ccl:1:30: error: found the end of the line, expected a string, number or name in the list");
    }

    @Test
    void goesOnAtTheNextLineThatBeginsWithAKeyword() {
        assertThat(refused("permit a\nb c\ndeny & on x\npermit ok on /x\nlimit a\n  permit 'open\nrequire\n"))
                .containsExactly(
                        "t.ccl:1:9: error: found the end of the line, expected 'on' and a resource",
                        "t.ccl:3:6: error: unexpected character '&', expected a keyword, name, number, string or operator",
                        "t.ccl:5:8: error: found the end of the line, expected a count (a whole number)",
                        "t.ccl:6:10: error: unterminated string, expected a closing '",
                        "t.ccl:7:8: error: found the end of the line, expected an action such as 'file.read', '*' or '**'");
    }

    @Test
    void linesAndColumnsCountOnBehindAStringOfSeveralLines() {
        assertThat(refused("permit a on 'b\nc' x"))
                .containsExactly(
                        "t.ccl:2:4: error: found 'x', expected 'when', 'severity' or the end of the statement");
    }

    @Test
    void reportsFiftyErrorsAtMost() {
        assertThat(refused("permit\n".repeat(1000))).hasSize(50);
    }

    @Test
    void aDocumentOfCommentsAloneHasNoStatements() {
        assertThat(ParserTest.parsed("# nothing yet\n").statements()).isEmpty();
    }

    @Test
    void limitsAreInclusive() {
        ParseLimits limits = new ParseLimits(40, 2, 3, 6);
        String deepest = "permit a on b when not ((x=1))";
        assertThat(Parser.parse("t", deepest, limits)).isInstanceOf(ParseResult.Parsed.class);
        assertThat(refused("permit a on b when not(((x=1)))", limits))
                .containsExactly("t.ccl:1:25: error: the condition is nested too deep, expected at most 3 levels");
        assertThat(Parser.parse("t", "limit a 1 per 1 day limit a 1 per 1 day", limits))
                .isInstanceOf(ParseResult.Parsed.class);
        assertThat(refused("deny a on b\ndeny a on b\ndeny a on b", limits))
                .containsExactly("t.ccl:3:1: error: found the keyword 'deny', expected at most 2 statements");
        assertThat(refused("deny a on abcdefg", limits))
                .containsExactly("t.ccl:1:11: error: a token of 7 characters, expected at most 6");
        assertThat(refused(" ".repeat(41), limits))
                .containsExactly("t.ccl:1:1: error: the document has 41 characters, expected at most 40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "not ", "(not ", "[", "'", "/", "x.", "x=1 and ", "''", "-", "\n", "permit ", "a", "9", "{"
            })
    void endlessRepetitionIsReadInLinearTimeAndWithoutDeepRecursion(String piece) {
        String source = "permit a on b when " + piece.repeat(1_000_000 / piece.length());
        assertTimeout(Duration.ofSeconds(5), () -> Parser.parse("t.ccl", source, ParseLimits.DEFAULTS));
    }

    private static List<String> refused(String source) {
        return refused(source, ParseLimits.DEFAULTS);
    }

    private static List<String> refused(String source, ParseLimits limits) {
        ParseResult result = Parser.parse("t.ccl", source, limits);
        assertThat(result).isInstanceOf(ParseResult.Refused.class);
        return ((ParseResult.Refused) result)
                .diagnostics().stream().map(Diagnostic::toString).toList();
    }
}
