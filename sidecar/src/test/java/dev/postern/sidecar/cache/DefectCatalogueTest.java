package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Value;
import dev.postern.sidecar.cache.CacheConfig.Use;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Lanes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Defects that caches of other systems have had and that show only with the whole pipeline around the cache; docs/cache.md
 * says which test stands for which.
 */
class DefectCatalogueTest {

    private static final String RULES = """
            permit read on '/docs/**' when team = 'blue' and path matches '^a+b$'
            permit list on '/docs/**' when source.address = 'here'
            permit count on '/docs/**'
            limit count 2 per 1 minutes
            """;

    private final ManualTime time = new ManualTime();
    private final ActiveProgram active = new ActiveProgram();
    private final DecisionPipeline pipeline;

    DefectCatalogueTest() {
        active.set(((Compilation.Compiled) Program.compile(List.of(new SourceFile("policy.ccl", RULES)))).program());
        DecisionTiers tiers = DecisionTiers.of(
                new CacheConfig(true, 1 << 20, Duration.ofMinutes(5), 0, Use.ALWAYS, Use.ALWAYS),
                new EpochTable(),
                Freshness.ALONE,
                Runnable::run,
                Runnable::run,
                check -> {},
                time,
                time::nanos,
                new SplittableRandom(7));
        pipeline = new DecisionPipeline(
                active, new LimitCounters(10), tiers.decisions(), new Lanes(1), DecisionObserver.NONE, time::nanos);
    }

    private Check check(String action, Map<String, Value> context) {
        return new Check(
                Check.DEFAULT_TENANT, Principal.of("ada"), action, "/docs/1", context, Attributes.NONE, time.millis());
    }

    private Decision ask(Check check) {
        List<Decision> answers = new ArrayList<>();
        pipeline.decide(check, Door.DECIDE, 0, answers::add);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static Map<String, Value> context(String team, String path) {
        return Map.of("team", new Value.Text(team), "path", new Value.Text(path));
    }

    @Test
    void theContextIsPartOfTheQuestion() {
        ask(check("read", context("blue", "aab")));

        assertThat(ask(check("read", context("red", "aab"))).template().reason())
                .isEqualTo(Reason.POLICY_DEFAULT);
        assertThat(ask(check("read", context("blue", "b"))).template().reason()).isEqualTo(Reason.POLICY_DEFAULT);
        assertThat(ask(check("read", context("blue", "aab"))).cache()).isEqualTo(CacheLabel.EXACT);
    }

    @Test
    void theOrderOfAttributesIsNotPartOfTheQuestion() {
        Map<String, Value> one = new LinkedHashMap<>();
        one.put("team", new Value.Text("blue"));
        one.put("path", new Value.Text("aab"));
        Map<String, Value> other = new LinkedHashMap<>();
        other.put("path", new Value.Text("aab"));
        other.put("team", new Value.Text("blue"));
        ask(check("read", one));

        assertThat(ask(check("read", other)).cache()).isEqualTo(CacheLabel.EXACT);
    }

    @Test
    void whatABearerShowedNarrowsAnAnswerThatWasKeptAndIsNotKeptWithIt() {
        Check plain = check("read", context("blue", "aab"));
        ask(plain);
        Decision narrowed = ask(plain.with(Credential.refused(Reason.CAP_EXPIRED)));

        assertThat(narrowed.template().reason()).isEqualTo(Reason.CAP_EXPIRED);
        assertThat(narrowed.cache()).isEqualTo(CacheLabel.UNCACHEABLE);
        assertThat(ask(plain).template().reason()).isEqualTo(Reason.POLICY_PERMIT);
    }

    @Test
    void aFaultLeavesNothingBehind() {
        Check broken = check("list", Map.of()).withFacts(path -> {
            throw new IllegalStateException("broken");
        });
        Check whole = check("list", Map.of()).withFacts(path -> new Value.Text("here"));

        assertThat(ask(broken).template().reason()).isEqualTo(Reason.INTERNAL);
        assertThat(ask(whole).template().reason()).isEqualTo(Reason.POLICY_PERMIT);
        assertThat(ask(broken).template().reason()).isEqualTo(Reason.INTERNAL);
    }

    @Test
    void aLimitIsCountedForAnswersThatWereKept() {
        Check check = check("count", Map.of());

        assertThat(List.of(ask(check), ask(check), ask(check)))
                .extracting(answer -> answer.template().reason())
                .containsExactly(Reason.POLICY_PERMIT, Reason.POLICY_PERMIT, Reason.LIMIT_EXCEEDED);
        assertThat(ask(check).cache()).isEqualTo(CacheLabel.UNCACHEABLE);
    }

    @Test
    void anExplanationIsNeitherKeptNorFound() {
        Check check = check("read", context("blue", "aab"));
        assertThat(pipeline.explain(check, 0).decision().cache()).isEqualTo(CacheLabel.BYPASS);
        assertThat(ask(check).cache()).isNotEqualTo(CacheLabel.EXACT);
        assertThat(pipeline.explain(check, 0).decision().cache()).isEqualTo(CacheLabel.BYPASS);
        assertThat(pipeline.explain(check, 0).explanation()).isNotNull();
    }
}
