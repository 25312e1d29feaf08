package dev.postern.policy;

import static dev.postern.policy.Checks.at;
import static dev.postern.policy.Checks.bundle;
import static dev.postern.policy.Checks.by;
import static dev.postern.policy.Checks.check;
import static dev.postern.policy.Checks.decide;
import static dev.postern.policy.Checks.in;
import static dev.postern.policy.Checks.program;
import static dev.postern.policy.Checks.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgramTest {

    @Test
    void deniesWhatNoRulePermits() {
        Template template = decide(program("permit read on '/a'"), check("write", "/a"));
        assertThat(template.reason()).isEqualTo(Reason.POLICY_DEFAULT);
        assertThat(template.rule()).isNull();
        assertThat(template.severity()).isNull();
    }

    @Test
    void answersAlikeInAnyFileOrder() {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(new SourceFile("f" + i + ".ccl", "permit read on '/a'\nrequire read on '/**'"));
        }
        Program program = bundle(files.toArray(new SourceFile[0]));
        Template template = decide(program, check("read", "/a"));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(files, new Random(i));
            Program shuffled = bundle(files.toArray(new SourceFile[0]));
            assertThat(shuffled.digest()).isEqualTo(program.digest());
            assertThat(decide(shuffled, check("read", "/a"))).isEqualTo(template);
        }
        assertThat(template.rule()).hasToString("f0.ccl:1");
    }

    @Test
    void ordersFilesByTheBytesOfTheirPaths() {
        Program program = bundle(
                new SourceFile("\uD83D\uDE00.ccl", "permit read on '/a'"),
                new SourceFile("\uFF5E.ccl", "permit read on '/a'"));
        assertThat(decide(program, check("read", "/a")).rule()).hasToString("\uFF5E.ccl:1");
    }

    @Test
    void givesEqualClassesTheSameInstance() {
        Program program = program("permit read on '/a/*'");
        Template first = decide(program, check("read", "/a/1"));
        assertThat(decide(program, check("read", "/a/2"))).isSameAs(first);
        assertThat(first.decisionClass()).hasSize(16).isNotEqualTo(Template.NO_CLASS);
    }

    @Test
    void aLoneFileInADirectoryIsThatTenantsOnly() {
        Program program = bundle(new SourceFile("acme/x.ccl", "permit read on '/a'"));
        assertThat(decide(program, in("acme", "read", "/a")).reason()).isEqualTo(Reason.POLICY_PERMIT);
        assertThat(decide(program, check("read", "/a")).outcome()).isEqualTo(Outcome.DENY);
    }

    @Test
    void aLoneFileOutsideDirectoriesIsAPolicyWhateverItsName() {
        Program program = bundle(new SourceFile("rules.txt", "permit read on '/a'"));
        assertThat(decide(program, check("read", "/a")).reason()).isEqualTo(Reason.POLICY_PERMIT);
    }

    @Test
    void deniesUnknownTenant() {
        Template template = decide(program("permit ** on '**'"), in("other", "read", "/a"));
        assertThat(template.reason()).isEqualTo(Reason.TENANT_UNKNOWN);
    }

    @Test
    void deniesWhatAParentDoesNotPermit() {
        Program program = bundle(
                new SourceFile("bundle.yaml", "tenants:\n  shop:\n    parent: default\n"),
                new SourceFile("base.ccl", "permit read on '/**'\nrequire read on '/**'"),
                new SourceFile("shop/own.ccl", "permit ** on '/**'\nrequire ** on '/**'"));
        assertThat(decide(program, in("shop", "write", "/a")))
                .returns(Reason.POLICY_DEFAULT, Template::reason)
                .returns(null, Template::rule);
        Template allowed = decide(program, in("shop", "read", "/a"));
        assertThat(allowed.rule()).hasToString("shop/own.ccl:1");
        assertThat(allowed.obligations()).extracting(RuleRef::toString).containsExactly("shop/own.ccl:2", "base.ccl:2");
    }

    @Test
    void refusesTenantsWithoutFiles() {
        Compilation refused = Program.compile(List.of(
                new SourceFile("bundle.yaml", "tenants:\n  a:\n    parent: b\n  c:\n    mode: shadow\n"),
                new SourceFile("a/x.ccl", "permit read on '/a'")));
        assertThat(refused).isInstanceOf(Compilation.Refused.class);
        assertThat(((Compilation.Refused) refused).diagnostics().toString())
                .contains("tenant 'c' has no policy", "parent 'b' of tenant 'a'");
    }

    @Test
    void refusesEveryBadFileAtItsPlace() {
        Compilation refused = Program.compile(
                List.of(new SourceFile("a.ccl", "permit"), new SourceFile("b.ccl", "permit read on '/a'\nnonsense")));
        assertThat(((Compilation.Refused) refused).diagnostics())
                .extracting(diagnostic ->
                        diagnostic.file() + ":" + diagnostic.span().line())
                .contains("a.ccl:1", "b.ccl:2");
    }

    @Test
    void letsDenialsThroughInShadowMode() {
        Program program =
                bundle(new SourceFile("bundle.yaml", "mode: shadow\n"), new SourceFile("a.ccl", "deny ** on '/**'"));
        Template template = decide(program, check("read", "/a"));
        assertThat(template.outcome()).isEqualTo(Outcome.DENY);
        assertThat(template.enforced()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void tellsTheTimeInTheTenantsZone() {
        SourceFile policy = new SourceFile(
                "a.ccl", "permit read on '/a' when env.weekday = 5\npermit write on '/a' when env.now = 1795228215");
        Program newYork = bundle(new SourceFile("bundle.yaml", "time_zone: America/New_York\n"), policy);
        assertThat(decide(bundle(policy), check("read", "/a")).outcome()).isEqualTo(Outcome.DENY);
        assertThat(decide(newYork, check("read", "/a")).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide(newYork, check("write", "/a")).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide(newYork, at(Checks.NOW + 985, "write", "/a")).outcome())
                .isEqualTo(Outcome.ALLOW);
        assertThat(decide(newYork, at(Checks.NOW + 1000, "write", "/a")).outcome())
                .isEqualTo(Outcome.DENY);
    }

    @Test
    void givenTimeStandsBeforeTheClock() {
        FieldPath weekday = FieldPath.of("env.weekday");
        Check check = new Check(
                Check.DEFAULT_TENANT,
                Principal.NOBODY,
                "read",
                "/a",
                Map.of(),
                path -> path.equals(weekday) ? new Value.Int(2) : null,
                Checks.NOW);
        assertThat(decide(program("permit read on '/a' when env.weekday = 2"), check)
                        .outcome())
                .isEqualTo(Outcome.ALLOW);
    }

    @Test
    void refusesWhatAnAbsentAttributeLeavesInDoubt() {
        SourceFile settings = new SourceFile("bundle.yaml", "absent:\n- rule: deny\n");
        Program program = bundle(
                settings,
                new SourceFile(
                        "a.ccl",
                        "permit read on '/**'\ndeny read on '/a' when level < 3\npermit write on '/a' when not (level = 1)"));
        assertThat(decide(program, check("read", "/a")).reason()).isEqualTo(Reason.POLICY_ABSENT);
        assertThat(decide(program, check("read", "/b")).reason()).isEqualTo(Reason.POLICY_PERMIT);
        assertThat(decide(program, check("write", "/a")).reason()).isEqualTo(Reason.POLICY_ABSENT);
        assertThat(decide(program, check("read", "/a", Map.of("level", new Value.Int(3))))
                        .reason())
                .isEqualTo(Reason.POLICY_PERMIT);
    }

    @Test
    void readsAttributesOfThePrincipalWithAndWithoutTheirFullName() {
        Program program = program(
                "permit a on '/**' when principal.team = 'red'",
                "permit b on '/**' when principal.attributes.team = 'red'");
        Principal red = new Principal("ada", List.of(), Map.of("team", text("red")));
        assertThat(decide(program, by(red, "a", "/")).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide(program, by(red, "b", "/")).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide(program, by(Principal.of("ada"), "a", "/")).outcome()).isEqualTo(Outcome.DENY);
    }

    @Test
    void comparesNobodyWithNothing() {
        Program program = program("permit read on '/a' when principal.id != 'eve'");
        assertThat(decide(program, by(Principal.NOBODY, "read", "/a")).outcome())
                .isEqualTo(Outcome.DENY);
    }
}
