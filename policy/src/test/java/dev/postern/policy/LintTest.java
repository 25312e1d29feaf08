package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            permit a on b when not role = 'guest'        | 1:24: warning: 'role' may be absent, which satisfies this 'not'; expected 'absent: deny' in bundle.yaml or a test that it is there
            deny a on b when amount > 100                | 1:18: warning: 'amount' may be absent, which keeps this deny from applying; expected 'absent: deny' in bundle.yaml or a test that it is there
            deny a on b when principal.id != doc.owner   | 1:18: warning: 'doc.owner' may be absent, which keeps this deny from applying; expected 'absent: deny' in bundle.yaml or a test that it is there
            permit a on b when x = ['a']                 | 1:20: warning: '=' with a list is always false, expected 'in'
            deny a on b when x < '5'                     | 1:18: warning: '<' compares numbers and is always false here, expected a number
            permit a on b when x in 'a'                  | 1:20: warning: 'in' is always false here, expected a list with elements
            permit a on b when x not_contains [1]        | 1:20: warning: 'not_contains' with a list is always true, expected one value
            permit a on b when x matches 5               | 1:20: warning: 'matches' compares texts and is always false here, expected a string
            permit a on b when env.hours > 5             | 1:20: warning: 'env.hours' never exists, expected env.now, env.hour or env.weekday
            permit a on b when prinicpal.id = 'x'        | 1:20: warning: 'prinicpal.id' looks like a misspelling, expected 'principal' for its first name
            permit a on b when x = requst.path           | 1:20: warning: 'requst.path' looks like a misspelling, expected 'request' for its first name
            permit egress.send on b when egress.findings.secret = 0 | 1:30: warning: 'egress.findings.secret' never exists, expected one of count, secrets, personal, custom, url, types, max_confidence, complete, copy, of_TYPE
            permit egress.send on b when egress.host = 'x' | 1:30: warning: 'egress.host' never exists, expected egress.direction, session, verdict, destination.*, findings.*, labels.* or content.*
            deny egress.connect on b when egress.session = 'x' | 1:31: warning: 'egress.session' may be absent, which keeps this deny from applying; expected 'absent: deny' in bundle.yaml or a test that it is there
            deny ** on b when egress.findings.secrets > 0 | 1:19: warning: 'egress.findings.secrets' may be absent, which keeps this deny from applying; expected 'absent: deny' in bundle.yaml or a test that it is there
            """)
    void warns(String source, String expected) {
        assertThat(warnings(source)).containsExactly("t.ccl:" + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permit a on b when role = 'admin' and amount < 5",
                "permit a on b when not env.hour < 8",
                "deny a on b when not role = 'admin'",
                "deny a on b when principal.roles contains 'guest'",
                "deny a on b when env.weekday > 5",
                "permit a on b when not not role = 'x'",
                "permit a on b when resource.owner = principal.id",
                "permit a on b when user.name != 'x' and x not_in ['a']",
                "deny egress.connect on b when egress.findings.of_email > 0 and egress.labels.carried contains 'secret'",
                "permit egress.* on b when not egress.destination.deceptive = true",
                "limit a 1 per 1 days"
            })
    void isSilentOnWhatIsMeantSo(String source) {
        assertThat(warnings(source)).isEmpty();
    }

    private static List<String> warnings(String source) {
        ParseResult result = Parser.parse("t.ccl", source, ParseLimits.DEFAULTS);
        assertThat(result).isInstanceOf(ParseResult.Parsed.class);
        return Lint.warnings("t.ccl", ((ParseResult.Parsed) result).document()).stream()
                .map(Diagnostic::toString)
                .toList();
    }
}
