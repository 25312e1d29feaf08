package dev.postern.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one rule set needs to know of one check: its fields, each looked up at most once, and its atoms, each evaluated
 * at most once. Not thread-safe; allocates nothing once it has grown.
 */
final class Facts {

    private static final int LAST_TURN = 1 << 28;

    private final LocalTime time = new LocalTime();
    private final Patterns patterns;
    private String tenant = "";
    private FieldReader[] readers = new FieldReader[0];
    private Atom[] atoms = new Atom[0];
    private @Nullable Check check;
    private @Nullable Object[] fields = new Object[0];
    private int[] fieldTurn = new int[0];
    /** For each atom the turn it was evaluated in, shifted by two, and its {@link Truth}. */
    private int[] truths = new int[0];

    private int turn;

    /** Facts that {@code patterns} makes the dear comparisons of. */
    Facts(Patterns patterns) {
        this.patterns = patterns;
    }

    /** Forgets the last check and turns to the next. */
    void turnTo(Check check, TenantRules rules) {
        this.check = check;
        tenant = rules.tenant();
        readers = rules.readers();
        atoms = rules.atoms();
        time.in(rules.zone());
        if (fields.length < readers.length) {
            fields = new Object[readers.length];
            fieldTurn = new int[readers.length];
        }
        if (truths.length < atoms.length) {
            truths = new int[atoms.length];
        }
        if (turn == LAST_TURN) {
            Arrays.fill(fieldTurn, 0);
            Arrays.fill(truths, 0);
            turn = 0;
        }
        turn++;
    }

    /** The value in a slot in {@link Raw} form, or {@code null} when the field is absent. */
    @Nullable
    Object field(int slot) {
        if (fieldTurn[slot] != turn && check != null) {
            fields[slot] = readers[slot].read(check, time);
            fieldTurn[slot] = turn;
        }
        return fields[slot];
    }

    /** An atom's {@link Truth}: unknown when a field of it is absent. */
    int truth(int atom) {
        int memo = truths[atom];
        if (memo >>> 2 == turn) {
            return memo & 3;
        }
        int truth = evaluate(atoms[atom]);
        truths[atom] = turn << 2 | truth;
        return truth;
    }

    /** Whether a condition holds when every atom on an absent field is false. */
    boolean holds(RuleCondition condition) {
        int[][] conjuncts = condition.conjuncts();
        if (conjuncts == null) {
            Formula residual = condition.residual();
            return residual != null && holds(residual);
        }
        for (int[] conjunct : conjuncts) {
            if (holds(conjunct)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a conjunct holds when every atom on an absent field is false. */
    boolean holds(int[] conjunct) {
        for (int literal : conjunct) {
            if ((truth(literal >>> 1) == Truth.TRUE) == ((literal & 1) != 0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a conjunct holds, made out without dear comparisons: {@link Truth#UNKNOWN} when those alone can still make
     * it false. Reads every field that the dear ones would.
     */
    int outlook(int[] conjunct) {
        int outlook = Truth.TRUE;
        for (int literal : conjunct) {
            Atom atom = atoms[literal >>> 1];
            if (atom.isDear() && field(atom.slot()) instanceof String) {
                outlook = Truth.UNKNOWN;
            } else if ((truth(literal >>> 1) == Truth.TRUE) == ((literal & 1) != 0)) {
                return Truth.FALSE;
            }
        }
        return outlook;
    }

    /** A condition's {@link Truth} when every atom on an absent field is unknown. */
    int truth(RuleCondition condition) {
        int[][] conjuncts = condition.conjuncts();
        if (conjuncts == null) {
            Formula residual = condition.residual();
            return residual == null ? Truth.FALSE : truth(residual);
        }
        int truth = Truth.FALSE;
        for (int[] conjunct : conjuncts) {
            truth = Math.max(truth, truth(conjunct));
        }
        return truth;
    }

    private int truth(int[] conjunct) {
        int truth = Truth.TRUE;
        for (int literal : conjunct) {
            int atom = truth(literal >>> 1);
            truth = Math.min(truth, (literal & 1) != 0 ? Truth.not(atom) : atom);
        }
        return truth;
    }

    private boolean holds(Formula formula) {
        if (formula instanceof Formula.Literal literal) {
            return (truth(literal.atom()) == Truth.TRUE) != literal.negated();
        }
        boolean any = formula instanceof Formula.Any;
        var parts = formula instanceof Formula.Any some ? some.parts() : ((Formula.All) formula).parts();
        for (int i = 0; i < parts.size(); i++) {
            if (holds(parts.get(i)) == any) {
                return any;
            }
        }
        return !any;
    }

    private int truth(Formula formula) {
        if (formula instanceof Formula.Literal literal) {
            int truth = truth(literal.atom());
            return literal.negated() ? Truth.not(truth) : truth;
        }
        boolean any = formula instanceof Formula.Any;
        var parts = formula instanceof Formula.Any some ? some.parts() : ((Formula.All) formula).parts();
        int truth = any ? Truth.FALSE : Truth.TRUE;
        for (int i = 0; i < parts.size(); i++) {
            int part = truth(parts.get(i));
            truth = any ? Math.max(truth, part) : Math.min(truth, part);
        }
        return truth;
    }

    private int evaluate(Atom atom) {
        Object left = field(atom.slot());
        if (left == null) {
            return Truth.UNKNOWN;
        }
        if (atom instanceof Atom.Literal literal) {
            return holds(literal.test(), left) ? Truth.TRUE : Truth.FALSE;
        }
        Atom.Relation relation = (Atom.Relation) atom;
        Object right = field(relation.other());
        if (right == null) {
            return Truth.UNKNOWN;
        }
        return Comparisons.test(left, relation.operator(), right) ? Truth.TRUE : Truth.FALSE;
    }

    private boolean holds(ValueTest test, Object value) {
        boolean dear = test.isDear() && value instanceof String;
        return dear ? patterns.compare(tenant, test, (String) value) : test.on(value);
    }
}
