package dev.postern.sidecar.evidence;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.Question;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides a log again: each question out of its opening, by the bundle it was decided by, or by another. What rests on
 * more than question and bundle, such as limits and refused input, is passed over and counted. Not thread-safe.
 */
public final class Replay {

    /** Decided by rules alone, so that it can be decided again. */
    private static final Set<Reason> REPEATABLE =
            EnumSet.of(Reason.POLICY_PERMIT, Reason.POLICY_DENY, Reason.POLICY_DEFAULT, Reason.POLICY_ABSENT);

    private static final Set<String> REPEATABLE_CODES =
            Set.copyOf(REPEATABLE.stream().map(Reason::code).toList());

    private final LogReader log;
    private final BundleShelf shelf;
    private final @Nullable Program other;
    private final Map<String, Optional<Program>> programs = new HashMap<>();
    private final Scratch scratch = new Scratch();

    /** Replays by the bundles on {@code shelf}, or all by {@code other}. */
    public Replay(LogReader log, BundleShelf shelf, @Nullable Program other) {
        this.log = log;
        this.shelf = shelf;
        this.other = other;
    }

    /** What came of deciding a receipt again. */
    public enum Outcome {
        SAME,
        /** Another answer, reason or rule. */
        DIFFERENT,
        /** It may rest on what is only a commitment, or was not looked at then. */
        WITHHELD,
        /** Its opening was erased. */
        ERASED,
        /** Its bundle is not on the shelf. */
        NO_BUNDLE,
        /** It rests on more than question and bundle. */
        NOT_REPEATABLE
    }

    /**
     * A receipt decided again.
     *
     * @param now what it is answered now, {@code null} unless it was decided
     */
    public record Case(
            long leaf,
            Leaf.Receipt receipt,
            Outcome outcome,
            @Nullable Template now) {}

    /** Decides every receipt again, in order. */
    public void run(Consumer<Case> sink) throws IOException, DamagedException {
        new AskedReceipts(log)
                .forEach((at, receipt, text, asked, question) -> sink.accept(again(at, receipt, question, asked)));
    }

    private Case again(long at, Leaf.Receipt receipt, byte @Nullable [] question, boolean asked)
            throws IOException, DamagedException {
        if (!asked || !REPEATABLE_CODES.contains(receipt.form().reason())) {
            return new Case(at, receipt, Outcome.NOT_REPEATABLE, null);
        }
        if (question == null) {
            return new Case(at, receipt, Outcome.ERASED, null);
        }
        Program program =
                other != null ? other : program(receipt.form().bundle()).orElse(null);
        if (program == null) {
            return new Case(at, receipt, Outcome.NO_BUNDLE, null);
        }
        Question read = Question.decode(question);
        Known facts = new Known(read);
        Template now = program.decide(check(read, facts), scratch);
        return new Case(at, receipt, outcome(receipt, now, !read.withheld().isEmpty() || facts.missed), now);
    }

    private static Outcome outcome(Leaf.Receipt receipt, Template now, boolean partlyKnown) {
        List<String> rules = now.rule() == null ? List.of() : List.of(now.rule().toString());
        boolean same = receipt.form().decision().equals(now.enforced().name())
                && receipt.form().reason().equals(now.reason().code())
                && receipt.form().rules().equals(rules);
        return same ? Outcome.SAME : partlyKnown ? Outcome.WITHHELD : Outcome.DIFFERENT;
    }

    private Optional<Program> program(String bundle) throws IOException {
        Optional<Program> known = programs.get(bundle);
        if (known == null) {
            known = shelf.find(bundle.replaceFirst("^sha256:", ""))
                    .map(Program::compile)
                    .filter(Compilation.Compiled.class::isInstance)
                    .map(compilation -> ((Compilation.Compiled) compilation).program());
            programs.put(bundle, known);
        }
        return known;
    }

    private static Check check(Question question, Attributes facts) {
        return new Check(
                question.tenant(),
                new Principal(question.principal(), question.roles(), question.principalAttributes()),
                question.action(),
                question.resource(),
                question.context(),
                facts,
                question.nowMillis());
    }

    /** The facts that were looked at then; remembers when another is asked for. */
    private static final class Known implements Attributes {
        private final Question question;
        private boolean missed;

        Known(Question question) {
            this.question = question;
        }

        @Override
        public @Nullable Value find(FieldPath path) {
            Optional<Value> seen = question.facts().get(path);
            if (seen == null) {
                missed |= !path.root().equals("env");
                return null;
            }
            return seen.orElse(null);
        }
    }
}
