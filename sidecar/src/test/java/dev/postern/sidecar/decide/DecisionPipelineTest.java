package dev.postern.sidecar.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Outcome;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionPipelineTest {

    private static final String RULES = """
            permit file.read on /**
            permit file.write on /** when source.address = 'here'
            """;
    private static final Attributes BROKEN = path -> {
        throw new IllegalStateException("broken");
    };

    private final ActiveProgram active = new ActiveProgram();
    private final List<String> observed = new ArrayList<>();
    private final DecisionPipeline pipeline = new DecisionPipeline(
            active,
            new LimitCounters(10),
            DecisionCache.PLAIN,
            new Lanes(1),
            (door, check, decision, nanos) -> observed.add(
                    door.label() + " " + decision.template().reason().code() + " " + nanos),
            () -> 1_000);

    @Test
    void deniesBeforeABundleIsLoaded() {
        Decision decision = decide("file.read", Attributes.NONE);
        assertThat(decision.template().outcome()).isEqualTo(Outcome.DENY);
        assertThat(decision.template().reason()).isEqualTo(Reason.NOT_READY);
        assertThat(decision.policyDigest()).isEmpty();
    }

    @Test
    void answersOnceAndReportsOnceWithTheTimeItTook() {
        active.set(program(RULES));
        assertThat(decide("file.read", Attributes.NONE).template().outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(observed).containsExactly("decide policy.permit 600");
    }

    @Test
    void numbersAnswersWithoutGaps() {
        active.set(program(RULES));
        assertThat(decide("file.read", Attributes.NONE).id()).isEqualTo(new DecisionId(1, 0, 0));
        assertThat(pipeline.refuse("", Reason.DEADLINE, Door.BATCH, 0).id()).isEqualTo(new DecisionId(1, 0, 1));
        assertThat(pipeline.explain(check("file.read", Attributes.NONE), 0)
                        .decision()
                        .id())
                .isEqualTo(new DecisionId(1, 0, 2));
    }

    @Test
    void aFaultInEvaluationIsADenialAndCounted() {
        active.set(program(RULES));
        assertThat(decide("file.write", BROKEN).template().reason()).isEqualTo(Reason.INTERNAL);
        assertThat(pipeline.faults().count()).isEqualTo(1);
        assertThat(pipeline.explain(check("file.write", BROKEN), 0)
                        .decision()
                        .template()
                        .reason())
                .isEqualTo(Reason.INTERNAL);
        assertThat(pipeline.faults().count()).isEqualTo(2);
        assertThat(decide("file.read", Attributes.NONE).template().outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void anAnswerThatCannotBeReportedIsADenial() {
        DecisionPipeline unreported =
                new DecisionPipeline(active, new LimitCounters(10), new Lanes(1), (door, check, decision, nanos) -> {
                    throw new IllegalStateException("full");
                });
        active.set(program(RULES));
        List<Decision> answers = new ArrayList<>();
        unreported.decide(check("file.read", Attributes.NONE), Door.DECIDE, 0, answers::add);
        assertThat(answers)
                .singleElement()
                .extracting(answer -> answer.template().reason())
                .isEqualTo(Reason.INTERNAL);
        assertThat(unreported.faults().count()).isEqualTo(1);
    }

    @Test
    void explainingCountsAgainstNoLimit() {
        active.set(program("permit file.read on /**\nlimit file.read 1 per 1 minutes\n"));
        for (int i = 0; i < 3; i++) {
            assertThat(pipeline.explain(check("file.read", Attributes.NONE), 0)
                            .decision()
                            .template()
                            .outcome())
                    .isEqualTo(Outcome.ALLOW);
        }
        assertThat(decide("file.read", Attributes.NONE).template().outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decide("file.read", Attributes.NONE).template().reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void whatRestsOnADoubtfulAttributeIsDenied() {
        active.set(program(RULES));
        Attributes doubtful = new Attributes() {
            @Override
            public @Nullable Value find(FieldPath path) {
                return null;
            }

            @Override
            public Reason doubt() {
                return Reason.INPUT_BODY;
            }
        };
        assertThat(decide("file.read", doubtful).template().reason()).isEqualTo(Reason.INPUT_BODY);
        assertThat(pipeline.explain(check("file.read", doubtful), 0)
                        .decision()
                        .template()
                        .reason())
                .isEqualTo(Reason.INPUT_BODY);
    }

    private Decision decide(String action, Attributes facts) {
        List<Decision> answers = new ArrayList<>();
        pipeline.decide(check(action, facts), Door.DECIDE, 400, answers::add);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static Check check(String action, Attributes facts) {
        return new Check("default", Principal.of("alice"), action, "/docs/42", Map.of(), facts, 0);
    }

    private static Program program(String rules) {
        Compilation compilation = Program.compile(List.of(new SourceFile("a.ccl", rules)));
        if (compilation instanceof Compilation.Compiled compiled) {
            return compiled.program();
        }
        throw new AssertionError(compilation);
    }
}
