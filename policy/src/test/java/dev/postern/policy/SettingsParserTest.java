package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.FieldPath;
import dev.postern.ccl.ResourcePattern;
import dev.postern.policy.DenyResponse.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsParserTest {

    private static final String FULL = """
            time_zone: Europe/Berlin
            mode: enforce
            evidence:
              - {action: pay.*, resource: /payments/**, mode: durable}
            deny:
              - {action: http.*, resource: /admin/**, status: 404, headers: {X-Why: hidden, set-cookie: [a=1, b=2]}, body: "not found"}
              - {resource: /login/**, redirect: "https://login.example/"}
            absent:
              - {resource: /payments/**, rule: deny}
              - {rule: ignore}
            sensitive: [principal.attributes.email, request.headers.authorization]
            paths: {encoded_slash: decode, dot_segments: resolve, empty_segments: merge, parameters: strip}
            limits: {file_chars: 1000, rules: 10, condition_depth: 8}
            tenants:
              acme: {parent: default, mode: shadow, paths: {parameters: keep}}
              beta:
            """;

    @Test
    void readsEveryKey() {
        BundleSettings settings = parsed(FULL);
        TenantSettings defaults = settings.defaults();

        assertThat(defaults.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(defaults.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(defaults.evidence()).containsExactly(scoped("pay.*", "/payments/**", EvidenceMode.DURABLE));
        assertThat(defaults.denyResponses())
                .containsExactly(
                        scoped(
                                "http.*",
                                "/admin/**",
                                new DenyResponse(
                                        404,
                                        List.of(
                                                new Header("x-why", "hidden"),
                                                new Header("set-cookie", "a=1"),
                                                new Header("set-cookie", "b=2")),
                                        "not found",
                                        null)),
                        scoped("**", "/login/**", new DenyResponse(302, List.of(), "", "https://login.example/")));
        assertThat(defaults.absentDenied())
                .containsExactly(scoped("**", "/payments/**", true), scoped("**", "**", false));
        assertThat(defaults.sensitive())
                .containsExactly(
                        FieldPath.of("principal.attributes.email"), FieldPath.of("request.headers.authorization"));
        assertThat(defaults.paths())
                .isEqualTo(new PathRules(
                        PathRules.EncodedSlash.DECODE,
                        PathRules.DotSegments.RESOLVE,
                        PathRules.EmptySegments.MERGE,
                        PathRules.Parameters.STRIP));
        assertThat(settings.limits()).isEqualTo(new BundleLimits(1000, 10, 8));
    }

    @Test
    void completesATenantFromTheTopLevel() {
        BundleSettings settings = parsed(FULL);
        TenantSettings acme = settings.of("acme");

        assertThat(acme.parent()).isEqualTo("default");
        assertThat(acme.mode()).isEqualTo(Mode.SHADOW);
        assertThat(acme.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(acme.denyResponses()).isEqualTo(settings.defaults().denyResponses());
        assertThat(acme.paths().parameters()).isEqualTo(PathRules.Parameters.KEEP);
        assertThat(acme.paths().encodedSlash()).isEqualTo(PathRules.EncodedSlash.DECODE);
        assertThat(settings.of("beta")).isEqualTo(settings.defaults());
        assertThat(settings.of("nobody")).isEqualTo(settings.defaults());
    }

    @Test
    void takesNothingForTheDefaults() {
        assertThat(parsed("")).isEqualTo(BundleSettings.DEFAULTS);
        assertThat(parsed("# nothing said\n")).isEqualTo(BundleSettings.DEFAULTS);
        assertThat(parsed("mode:\ntenants:\n")).isEqualTo(BundleSettings.DEFAULTS);
    }

    @Test
    void takesOneWordOfEvidenceForEveryCheck() {
        assertThat(parsed("evidence: durable").defaults().evidence())
                .containsExactly(scoped("**", "**", EvidenceMode.DURABLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mod: shadow | 1:1 | unknown key 'mod', did you mean 'mode'?",
                "mode: off | 1:7 | expected one of enforce, shadow",
                "time_zone: Mars/Olympus | 1:12 | expected a time zone",
                "evidence: sometimes | 1:11 | expected one of async, durable",
                "evidence: [{mode: now}] | 1:19 | expected one of async, durable",
                "evidence: witnessed | 1:11 | expected async or durable; witnessed needs a witness to wait for, and there is none",
                "evidence: [{mode: witnessed}] | 1:19 | expected async or durable; witnessed needs a witness",
                "evidence: [{action: a}] | 1:12 | no 'mode', expected one",
                "deny: {status: 404} | 1:7 | expected a list",
                "deny: [{status: 200}] | 1:17 | expected a whole number from 300 to 599",
                "deny: [{status: 600}] | 1:17 | expected a whole number from 300 to 599",
                "deny: [{status: '404'}] | 1:17 | expected a whole number from 300 to 599",
                "deny: [{status: 403, redirect: 'https://a/'}] | 1:32 | expected a status from 300 to 399",
                "deny: [{redirect: 'https://a/ b'}] | 1:19 | expected a percent-encoded url",
                "deny: [{redirect: \"https://a/\\r\\nx: y\"}] | 1:19 | expected a percent-encoded url",
                "deny: [{redirect: 'https://a/', headers: {Location: b}}] | 1:42 | expected one of them",
                "deny: [{headers: {'a b': c}}] | 1:19 | expected an http token",
                "deny: [{headers: {\"a\\nb\": c}}] | 1:19 | 'a?b' cannot be a header",
                "deny: [{headers: {':status': '200'}}] | 1:19 | expected an http token",
                "deny: [{headers: {Content-Length: 5}}] | 1:19 | frames the response",
                "deny: [{headers: {a: \"b\\r\\nc: d\"}}] | 1:22 | none of them a control character",
                "deny: [{headers: {a: \"b\\0\"}}] | 1:22 | none of them a control character",
                "deny: [{headers: {a: {b: c}}}] | 1:22 | expected text",
                "deny: [{action: 'http .get'}] | 1:17 | expected an action pattern",
                "absent: [{resource: /a}] | 1:10 | no 'rule', expected one",
                "absent: [{rule: maybe}] | 1:17 | expected one of deny, ignore",
                "sensitive: [a..b] | 1:13 | expected a dotted path",
                "paths: {dots: deny} | 1:9 | unknown key 'dots', expected one of dot_segments",
                "paths: {encoded_slash: yes} | 1:24 | expected one of deny, keep, decode",
                "limits: {rules: 0} | 1:17 | expected a whole number from 1 to 1000000",
                "limits: {rules: 99999999999999999999999} | 1:17 | expected a whole number",
                "tenants: [acme] | 1:10 | expected a mapping",
                "tenants: {a/b: {}} | 1:11 | expected a directory name",
                "tenants: {.hidden: {}} | 1:11 | expected a directory name",
                "tenants: {a: {limits: {rules: 1}}} | 1:15 | unknown key 'limits'",
                "tenants: {a: {parent: a}} | 1:23 | tenant 'a' is its own ancestor",
                "parent: default | 1:1 | unknown key 'parent'",
                "mode: shadow\\nmode: enforce | 2:1 | duplicate key 'mode'",
            })
    void refusesWithPlaceAndExpectation(String text, String place, String message) {
        List<String> said = refused(text.replace("\\nmode", "\nmode"));

        assertThat(said).hasSize(1);
        assertThat(said.get(0)).startsWith("bundle.yaml:" + place + ": error: ").contains(message);
    }

    @Test
    void reportsEveryMistakeInSourceOrder() {
        assertThat(refused("tenants: {a: {mode: x}}\nmode: off\nzone: UTC\n"))
                .extracting(line -> line.substring(0, "bundle.yaml:1:2".length()))
                .containsExactly("bundle.yaml:1:2", "bundle.yaml:2:7", "bundle.yaml:3:1");
    }

    @Test
    void refusesCirclesOfParents() {
        assertThat(refused("tenants:\n  a: {parent: b}\n  b: {parent: c}\n  c: {parent: b}\n"))
                .hasSize(2)
                .allMatch(line -> line.contains("is its own ancestor"));
    }

    @Test
    void readsEveryExampleOfTheDocumentation() throws IOException {
        Matcher examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/bundle.md")));
        int seen = 0;
        while (examples.find()) {
            parsed(examples.group(1));
            seen++;
        }
        assertThat(seen).isGreaterThan(3);
    }

    private static <T> Scoped<T> scoped(String action, String resource, T value) {
        return new Scoped<>(new ActionPattern(action), new ResourcePattern(resource), value);
    }

    private static BundleSettings parsed(String text) {
        SettingsResult result = SettingsParser.parse("bundle.yaml", text);
        assertThat(result).as(text).isInstanceOf(SettingsResult.Parsed.class);
        return ((SettingsResult.Parsed) result).settings();
    }

    private static List<String> refused(String text) {
        SettingsResult result = SettingsParser.parse("bundle.yaml", text);
        assertThat(result).as(text).isInstanceOf(SettingsResult.Refused.class);
        return ((SettingsResult.Refused) result)
                .diagnostics().stream().map(Object::toString).toList();
    }
}
