package dev.postern.policy;

import dev.postern.ccl.Condition;
import dev.postern.ccl.FieldPath;
import dev.postern.ccl.Operand;
import dev.postern.ccl.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct atoms and fields of one rule set, numbered. Not thread-safe while it is filled, immutable in use after. */
final class AtomTable {

    private final Map<Key, Integer> numbers = new HashMap<>();
    private final Map<FieldPath, Integer> slots = new HashMap<>();
    private final List<Atom> atoms = new ArrayList<>();
    private final List<FieldReader> readers = new ArrayList<>();

    /** The number of a comparison, given one if it has none. */
    int number(Condition.Comparison comparison) {
        Key key = Key.of(comparison);
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        atoms.add(atom(comparison));
        numbers.put(key, atoms.size() - 1);
        return atoms.size() - 1;
    }

    /** The number of a comparison that {@link #number} has seen. */
    int known(Condition.Comparison comparison) {
        Integer number = numbers.get(Key.of(comparison));
        if (number == null) {
            throw new IllegalArgumentException("a comparison of another rule set");
        }
        return number;
    }

    Atom get(int atom) {
        return atoms.get(atom);
    }

    Atom[] atoms() {
        return atoms.toArray(new Atom[0]);
    }

    FieldReader[] readers() {
        return readers.toArray(new FieldReader[0]);
    }

    private Atom atom(Condition.Comparison comparison) {
        int slot = slot(comparison.field());
        Operator operator = comparison.operator();
        if (comparison.operand() instanceof Operand.Field other) {
            return new Atom.Relation(slot, operator, slot(other.path()));
        }
        ValueTest test = ValueTest.of(comparison);
        if (operator == Operator.EQUAL && comparison.operand() instanceof Operand.Text text) {
            return new Atom.Literal(slot, test, Atom.Look.IS, List.of(text.value()));
        }
        if (operator == Operator.IN && comparison.operand() instanceof Operand.Items items) {
            return new Atom.Literal(slot, test, Atom.Look.IS, items.values());
        }
        if (operator == Operator.CONTAINS && comparison.operand() instanceof Operand.Text text) {
            return new Atom.Literal(slot, test, Atom.Look.HOLDS, List.of(text.value()));
        }
        return new Atom.Literal(slot, test, Atom.Look.NONE, List.of());
    }

    private int slot(FieldPath path) {
        Integer known = slots.get(path);
        if (known != null) {
            return known;
        }
        readers.add(FieldReader.of(path));
        slots.put(path, readers.size() - 1);
        return readers.size() - 1;
    }

    private record Key(FieldPath field, Operator operator, Operand operand) {
        static Key of(Condition.Comparison comparison) {
            return new Key(comparison.field(), comparison.operator(), comparison.operand());
        }
    }
}
