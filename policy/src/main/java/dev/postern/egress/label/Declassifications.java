package dev.postern.egress.label;

import dev.postern.ccl.Diagnostic;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps by which labels may be lowered. Every step leads strictly down, so no chain of them can come back to where
 * it began. Immutable and thread-safe.
 */
public final class Declassifications {

    public static final Declassifications NONE = new Declassifications(List.of(), List.of());

    private static final String ACTION = "egress.declassify";

    private final List<Declassification> steps;
    private final List<Program> conditions;

    private Declassifications(List<Declassification> steps, List<Program> conditions) {
        this.steps = List.copyOf(steps);
        this.conditions = List.copyOf(conditions);
    }

    /** What came of reading steps. */
    public sealed interface Reading {

        record Clear(Declassifications declassifications) implements Reading {}

        /** Each problem is a sentence; none is about the order of steps. */
        record Refused(List<String> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Compiles the conditions of steps; refuses steps that do not narrow, or come without a condition. */
    public static Reading of(List<Declassification> steps) {
        List<String> problems = new ArrayList<>();
        List<Program> conditions = new ArrayList<>();
        for (Declassification step : steps) {
            String name = step.from().text() + " to " + step.to().text();
            if (!step.narrows()) {
                problems.add(name + " does not narrow, expected a label strictly below the first");
            } else if (step.when().isBlank() || step.when().indexOf('\n') >= 0) {
                problems.add(name + " has no condition, expected a CCL condition on one line");
            } else {
                compile(name, step.when(), conditions, problems);
            }
        }
        return problems.isEmpty()
                ? new Reading.Clear(new Declassifications(steps, conditions))
                : new Reading.Refused(problems);
    }

    /** Every label that {@code label} may be lowered to for a check, itself first. */
    Set<Label> reach(Label label, Check check) {
        Set<Label> reached = new HashSet<>(Set.of(label));
        Deque<Label> open = new ArrayDeque<>(List.of(label));
        while (!open.isEmpty()) {
            Label at = open.remove();
            for (int i = 0; i < steps.size(); i++) {
                Declassification step = steps.get(i);
                if (step.from().equals(at) && !reached.contains(step.to()) && holds(conditions.get(i), check)) {
                    reached.add(step.to());
                    open.add(step.to());
                }
            }
        }
        return reached;
    }

    private static boolean holds(Program condition, Check check) {
        Check asked = new Check(
                Check.DEFAULT_TENANT,
                check.principal(),
                ACTION,
                check.resource(),
                check.context(),
                check.facts(),
                check.nowMillis());
        return condition.decide(asked, new Scratch()).outcome() == Outcome.ALLOW;
    }

    private static void compile(String name, String when, List<Program> conditions, List<String> problems) {
        // The parentheses keep a condition from being more than one.
        String source = "permit " + ACTION + " on ** when (" + when + ")";
        Compilation compilation = Program.compile(List.of(new SourceFile("declassify.ccl", source)));
        if (compilation instanceof Compilation.Compiled compiled) {
            conditions.add(compiled.program());
        } else {
            problems.add(name + ": "
                    + ((Compilation.Refused) compilation)
                            .diagnostics().stream().map(Diagnostic::message).collect(Collectors.joining("; ")));
        }
    }
}
