package dev.postern.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.ByteBuilder;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Outcome;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import dev.postern.sidecar.cache.CacheConfig.Use;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.DecisionCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TieredDecisionsTest {

    private final Program program = program("""
            permit read on '/docs/**' when team = 'blue'
            permit read on '/files/**' when path matches '^a+b$'
            permit read on '/soon/**' when env.now < resource.expires
            """);

    private final ManualTime time = new ManualTime();
    private final List<Check> mismatches = new ArrayList<>();
    private final List<Runnable> queued = new ArrayList<>();

    private static Program program(String text) {
        Compilation compilation = Program.compile(List.of(new SourceFile("policy.ccl", text)));
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).program();
    }

    private DecisionTiers tiers(boolean enabled, int shadow, Use certificates, Use exact) {
        return DecisionTiers.of(
                new CacheConfig(enabled, 1 << 20, Duration.ofMinutes(5), shadow, certificates, exact),
                new EpochTable(),
                Freshness.ALONE,
                queued::add,
                Runnable::run,
                mismatches::add,
                time,
                time::nanos,
                new SplittableRandom(7));
    }

    private Check check(String resource, String name, Value value) {
        return new Check(
                Check.DEFAULT_TENANT,
                Principal.of("ada"),
                "read",
                resource,
                Map.of(name, value),
                Attributes.NONE,
                time.millis());
    }

    private CacheLabel label(DecisionCache.Desk desk, Check check) {
        Template answer = desk.decide(program, check);
        assertThat(answer).isEqualTo(program.decideAfresh(check));
        return desk.label();
    }

    @Test
    void answersOfAClassAreSemanticHitsWhateverTheResource() {
        DecisionCache.Desk desk =
                tiers(true, 0, Use.NEVER, Use.NEVER).decisions().open();

        assertThat(label(desk, check("/docs/1", "team", new Value.Text("blue"))))
                .isEqualTo(CacheLabel.NONE);
        assertThat(label(desk, check("/docs/2", "team", new Value.Text("blue"))))
                .isEqualTo(CacheLabel.SEMANTIC);
    }

    @Test
    void answersThatADearComparisonStoodBeforeArePatternHits() {
        DecisionTiers tiers = tiers(true, 0, Use.ALWAYS, Use.NEVER);
        DecisionCache.Desk desk = tiers.decisions().open();

        assertThat(label(desk, check("/files/1", "path", new Value.Text("aab"))))
                .isEqualTo(CacheLabel.NONE);
        assertThat(label(desk, check("/files/2", "path", new Value.Text("aab"))))
                .isEqualTo(CacheLabel.PATTERN);
        assertThat(tiers.counters().patternHits()).isEqualTo(1);
    }

    @Test
    void threadsShareCertificates() {
        DecisionTiers tiers = tiers(true, 0, Use.ALWAYS, Use.NEVER);
        label(tiers.decisions().open(), check("/files/1", "path", new Value.Text("aab")));

        assertThat(label(tiers.decisions().open(), check("/files/1", "path", new Value.Text("aab"))))
                .isEqualTo(CacheLabel.PATTERN);
    }

    @Test
    void identicalQuestionsAreExactHitsWhereThatTierIsUsed() {
        DecisionCache.Desk desk =
                tiers(true, 0, Use.ALWAYS, Use.ALWAYS).decisions().open();
        label(desk, check("/files/1", "path", new Value.Text("aab")));

        assertThat(label(desk, check("/files/1", "path", new Value.Text("aab"))))
                .isEqualTo(CacheLabel.EXACT);
        assertThat(label(desk, check("/files/1", "path", new Value.Text("b")))).isNotEqualTo(CacheLabel.EXACT);
    }

    @Test
    void anExactAnswerEndsWithTheSecondItDependsOn() {
        DecisionCache.Desk desk =
                tiers(true, 0, Use.ALWAYS, Use.ALWAYS).decisions().open();
        Value soon = new Value.Fields(Map.of("expires", new Value.Int(time.millis() / 1_000 + 2)));
        label(desk, check("/soon/1", "resource", soon));
        assertThat(label(desk, check("/soon/1", "resource", soon))).isEqualTo(CacheLabel.EXACT);

        time.pass(2_000);

        Template late = desk.decide(program, check("/soon/1", "resource", soon));
        assertThat(late.outcome()).isEqualTo(Outcome.DENY);
        assertThat(desk.label()).isNotEqualTo(CacheLabel.EXACT);
    }

    @Test
    void tellsTheAgeOfTheOldestEntryThatAnAnswerRestsOn() {
        DecisionCache.Desk desk =
                tiers(true, 0, Use.ALWAYS, Use.ALWAYS).decisions().open();
        Value path = new Value.Text("aab");
        label(desk, check("/files/1", "path", path));
        assertThat(desk.ageMillis()).isZero();
        time.pass(40);
        assertThat(label(desk, check("/files/2", "path", path))).isEqualTo(CacheLabel.PATTERN);
        assertThat(desk.ageMillis()).isEqualTo(40);
        time.pass(2);
        assertThat(label(desk, check("/files/2", "path", path))).isEqualTo(CacheLabel.EXACT);
        assertThat(desk.ageMillis()).isEqualTo(2);
        assertThat(label(desk, check("/docs/1", "team", new Value.Text("blue"))))
                .isEqualTo(CacheLabel.NONE);
        assertThat(desk.ageMillis()).isZero();
    }

    @Test
    void whatADoorKnowsIsNoPartOfAnExactAnswer() {
        DecisionCache.Desk desk =
                tiers(true, 0, Use.ALWAYS, Use.ALWAYS).decisions().open();
        Check known = check("/docs/1", "team", new Value.Text("blue")).withFacts(path -> null);
        label(desk, known);

        assertThat(label(desk, known)).isEqualTo(CacheLabel.SEMANTIC);
    }

    @Test
    void questionsOfMoreThanHalfAKilobyteAreNotKeptWhole() {
        DecisionCache.Desk desk =
                tiers(true, 0, Use.ALWAYS, Use.ALWAYS).decisions().open();
        Check lengthy = check("/docs/1", "team", new Value.Text("b".repeat(512)));
        label(desk, lengthy);

        assertThat(label(desk, lengthy)).isEqualTo(CacheLabel.SEMANTIC);
    }

    @Test
    void invalidatedResourcesLoseTheirAnswersAndCertificatesAndOthersDoNot() {
        DecisionTiers tiers = tiers(true, 0, Use.ALWAYS, Use.ALWAYS);
        DecisionCache.Desk desk = tiers.decisions().open();
        Value path = new Value.Text("aab");
        label(desk, check("/files/1", "path", path));
        label(desk, check("/files/other/1", "path", path));

        tiers.epochs().bump(new Invalidation.OfResources(Check.DEFAULT_TENANT, new ResourcePattern("/files/*")));

        assertThat(label(desk, check("/files/other/1", "path", path))).isEqualTo(CacheLabel.EXACT);
        assertThat(label(desk, check("/files/other/2", "path", path))).isEqualTo(CacheLabel.PATTERN);
        assertThat(label(desk, check("/files/1", "path", path))).isEqualTo(CacheLabel.NONE);
        assertThat(label(desk, check("/files/1", "path", path))).isEqualTo(CacheLabel.EXACT);
        assertThat(label(desk, check("/files/2", "path", path))).isEqualTo(CacheLabel.PATTERN);
    }

    @Test
    void everyAnswerIsAfreshWhereTheCacheIsOff() {
        DecisionCache.Desk desk =
                tiers(false, 1, Use.ALWAYS, Use.ALWAYS).decisions().open();
        label(desk, check("/files/1", "path", new Value.Text("aab")));

        assertThat(label(desk, check("/files/1", "path", new Value.Text("aab"))))
                .isEqualTo(CacheLabel.BYPASS);
        assertThat(queued).isEmpty();
    }

    @Test
    void aSampledShareOfHitsIsComparedAndNothingHappensWhereTheyAreRight() {
        DecisionTiers tiers = tiers(true, 10, Use.ALWAYS, Use.NEVER);
        DecisionCache.Desk desk = tiers.decisions().open();
        for (int i = 0; i < 101; i++) {
            label(desk, check("/docs/" + i, "team", new Value.Text("blue")));
        }
        queued.forEach(Runnable::run);

        assertThat(tiers.counters().shadowChecks()).isEqualTo(10);
        assertThat(tiers.counters().mismatches()).isZero();
        assertThat(tiers.breaker().isTripped()).isFalse();
    }

    @Test
    void aWrongAnswerTakesTheCacheOutOfUseAndIsRecordedOnce() {
        DecisionTiers tiers = tiers(true, 1, Use.ALWAYS, Use.ALWAYS);
        DecisionCache.Desk desk = tiers.decisions().open();
        Check check = check("/files/1", "path", new Value.Text("aab"));
        label(desk, check);
        poison(tiers, check);

        assertThat(desk.decide(program, check).outcome()).isEqualTo(Outcome.DENY);
        desk.decide(program, check);
        queued.forEach(Runnable::run);

        assertThat(mismatches).hasSize(1);
        assertThat(tiers.counters().mismatches()).isEqualTo(2);
        assertThat(label(desk, check)).isEqualTo(CacheLabel.BYPASS);
        assertThat(label(tiers.decisions().open(), check)).isEqualTo(CacheLabel.BYPASS);
    }

    /** Puts another check's answer in the place of this one's. */
    private void poison(DecisionTiers tiers, Check check) {
        ByteBuilder key = new ByteBuilder(64);
        program.project(check, new Scratch(), key);
        Template wrong = program.decideAfresh(check("/files/1", "path", new Value.Text("b")));
        tiers.local()
                .keep(
                        EntryKey.of(Namespace.DECISION, check.tenant(), key.toByteArray()),
                        wrong,
                        0,
                        tiers.epochs().of(check.tenant(), "ada"),
                        time.millis(),
                        time.millis() + 1_000);
    }

    @Test
    void aFullQueueSkipsComparisons() {
        DecisionTiers tiers = DecisionTiers.of(
                new CacheConfig(true, 1 << 20, Duration.ofMinutes(5), 1, Use.ALWAYS, Use.ALWAYS),
                new EpochTable(),
                Freshness.ALONE,
                task -> {
                    throw new RejectedExecutionException();
                },
                Runnable::run,
                mismatches::add,
                time,
                time::nanos,
                new SplittableRandom(7));
        DecisionCache.Desk desk = tiers.decisions().open();
        label(desk, check("/docs/1", "team", new Value.Text("blue")));
        label(desk, check("/docs/1", "team", new Value.Text("blue")));

        assertThat(tiers.counters().shadowSkipped()).isEqualTo(1);
    }

    @Test
    void checksWhoseFactsDoNotLastAreNotCompared() {
        DecisionTiers tiers = tiers(true, 1, Use.NEVER, Use.NEVER);
        DecisionCache.Desk desk = tiers.decisions().open();
        Attributes door = new Attributes() {
            @Override
            public Value find(FieldPath path) {
                return new Value.Text("now only");
            }
        };
        Check check = check("/docs/1", "team", new Value.Text("blue")).withFacts(door);
        label(desk, check);
        label(desk, check);

        assertThat(queued).isEmpty();
        assertThat(tiers.counters().shadowSkipped()).isEqualTo(1);
    }
}
