package dev.postern.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.Sha256;
import dev.postern.egress.destination.UrlReading;
import dev.postern.egress.destination.WebUrl;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentVerdictTest {

    private static final Scan CLEAN = new Scan(List.of(), Optional.empty(), 9);

    @Test
    void withoutARuleSecretsBlockAndPersonalDataIsRedacted() {
        assertVerdict(Verdict.ALLOW, null, of());
        assertVerdict(Verdict.REDACT, Reason.EGRESS_REDACTED, of(FindingType.EMAIL));
        assertVerdict(Verdict.BLOCK, Reason.EGRESS_FINDINGS, of(FindingType.EMAIL, FindingType.JWT));
        assertVerdict(Verdict.REDACT, Reason.EGRESS_REDACTED, of(FindingType.CUSTOM));
    }

    @Test
    void withoutARuleWhatWasNotSeenWholeOrIsACopyBlocks() {
        Scan cut = new Scan(List.of(), Optional.of(Incomplete.TIME), 9);
        assertVerdict(Verdict.BLOCK, Reason.EGRESS_INCOMPLETE, with(cut, CLEAN, 0));
        assertVerdict(Verdict.BLOCK, Reason.EGRESS_COPY, with(CLEAN, CLEAN, 91));
    }

    @Test
    void whatIsFoundInTheUrlCannotBeRedacted() {
        assertVerdict(Verdict.BLOCK, Reason.EGRESS_UNREDACTABLE, with(CLEAN, found(FindingType.EMAIL), 0));
        assertVerdict(
                Verdict.BLOCK,
                Reason.EGRESS_UNREDACTABLE,
                with(CLEAN, found(FindingType.EMAIL), 0),
                "permit egress.redact on **");
    }

    @ParameterizedTest
    @CsvSource({
        "permit egress.send on /*.partner.com/**, ALLOW",
        "permit egress.send on /other.com/**, BLOCK",
        "permit egress.send on ** when egress.findings.secrets = 0, BLOCK",
        "permit egress.send on ** when egress.findings.of_jwt = 1, ALLOW",
        "permit egress.send on ** when egress.findings.types contains 'jwt', ALLOW",
        "permit egress.redact on ** when egress.findings.max_confidence > 89, REDACT",
        "permit egress.redact on ** when egress.findings.max_confidence > 90, BLOCK",
        "deny egress.send on **, BLOCK",
        "deny egress.redact on **, BLOCK",
        "permit egress.send on ** when egress.destination.domain = 'partner.com', ALLOW",
        "permit egress.send on ** when egress.destination.port = 80, BLOCK",
        "permit egress.send on ** when egress.labels.level = 'internal' and egress.direction = 'request', ALLOW",
    })
    void policyDecidesWhereItSpeaks(String rule, Verdict verdict) {
        assertThat(verdict(of(FindingType.JWT), rule).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"permit egress.send on ** when egress.findings.complete = false", "permit ** on **"})
    void onlyARuleLetsPassWhatWasNotSeenWhole(String rule) {
        Scan cut = new Scan(List.of(), Optional.of(Incomplete.SIZE), 9);
        assertVerdict(Verdict.ALLOW, null, with(cut, CLEAN, 0), rule);
        assertVerdict(Verdict.BLOCK, Reason.EGRESS_UNREDACTABLE, with(cut, CLEAN, 0), "permit egress.redact on **");
    }

    @Test
    void noRuleIsAskedAboutACleanContent() {
        assertVerdict(Verdict.ALLOW, null, of(), "deny egress.** on **");
    }

    private static void assertVerdict(
            Verdict verdict, @Nullable Reason reason, Inspection inspection, String... rules) {
        ContentVerdict reached = verdict(inspection, rules);
        assertThat(reached.verdict()).isEqualTo(verdict);
        assertThat(reached.reason()).isEqualTo(reason);
    }

    private static ContentVerdict verdict(Inspection inspection, String... rules) {
        String policy = rules.length == 0 ? "permit none on none" : String.join("\n", rules);
        Program program = ((Compilation.Compiled) Program.compile(List.of(new SourceFile("p.ccl", policy)))).program();
        WebUrl url = ((UrlReading.Clear) WebUrl.parse("https://api.partner.com/v1")).url();
        Labels carried = java.util.Objects.requireNonNull(Labels.parse(List.of("internal")));
        EgressFacts facts =
                new EgressFacts(Direction.REQUEST, url, List.of(), inspection, carried, Labels.PUBLIC, "", null, null);
        Check check = new Check(
                Check.DEFAULT_TENANT, Principal.of("ada"), "egress.connect", url.resource(), Map.of(), facts, 0);
        return ContentVerdict.of(program, check, inspection, ContentRules.DEFAULTS, new Scratch());
    }

    private static Inspection of(FindingType... types) {
        return with(found(types), CLEAN, 0);
    }

    private static Inspection with(Scan content, Scan url, int copy) {
        return new Inspection(content, url, copy, Sha256.of(new byte[9]), 9);
    }

    private static Scan found(FindingType... types) {
        List<Finding> findings = new ArrayList<>();
        for (FindingType type : types) {
            findings.add(new Finding(type, "test." + type.id(), findings.size(), findings.size() + 1, 90, ""));
        }
        return new Scan(findings, Optional.empty(), 9);
    }
}
