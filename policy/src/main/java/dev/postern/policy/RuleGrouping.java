package dev.postern.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits large {@link RuleGroup}s, each by the field that most of its rules tie to texts. Memory stays linear in the
 * bundle: below the first split only rules tied to few texts are split again.
 */
final class RuleGrouping {

    /** Groups up to this size are examined rule by rule. */
    static final int SMALL = 8;

    private static final int DEEPEST = 4;
    private static final int FEW_TEXTS = 2;

    private final AtomTable atoms;
    private final RuleCondition[] conditions;
    private final Map<Integer, Map<Key, Set<String>>> ties = new HashMap<>();

    RuleGrouping(AtomTable atoms, RuleCondition[] conditions) {
        this.atoms = atoms;
        this.conditions = conditions;
    }

    /** The group of {@code rules}, ascending. */
    RuleGroup group(int[] rules) {
        return group(rules, Set.of());
    }

    private RuleGroup group(int[] rules, Set<Key> used) {
        Key key = rules.length <= SMALL || used.size() == DEEPEST ? null : best(rules, used);
        if (key == null) {
            return new RuleGroup(rules, null);
        }
        Map<String, IntList> byText = new HashMap<>();
        IntList rest = new IntList();
        for (int rule : rules) {
            Set<String> texts = texts(rule, key, used);
            if (texts == null) {
                rest.add(rule);
            } else {
                texts.forEach(text ->
                        byText.computeIfAbsent(text, absent -> new IntList()).add(rule));
            }
        }
        Set<Key> spent = new HashSet<>(used);
        spent.add(key);
        Map<String, RuleGroup> groups = new HashMap<>();
        byText.forEach((text, some) -> groups.put(text, group(some.copy(), spent)));
        return new RuleGroup(rules, new RuleGroup.Split(key.slot, key.look, groups, group(rest.copy(), spent)));
    }

    private @Nullable Key best(int[] rules, Set<Key> used) {
        Map<Key, Integer> tied = new LinkedHashMap<>();
        for (int rule : rules) {
            for (Key key : ties(rule).keySet()) {
                if (!used.contains(key) && texts(rule, key, used) != null) {
                    tied.merge(key, 1, Integer::sum);
                }
            }
        }
        Key best = null;
        int most = rules.length / 2;
        for (Map.Entry<Key, Integer> candidate : tied.entrySet()) {
            if (candidate.getValue() > most) {
                best = candidate.getKey();
                most = candidate.getValue();
            }
        }
        return best;
    }

    private @Nullable Set<String> texts(int rule, Key key, Set<Key> used) {
        Set<String> texts = ties(rule).get(key);
        return texts == null || (!used.isEmpty() && texts.size() > FEW_TEXTS) ? null : texts;
    }

    private Map<Key, Set<String>> ties(int rule) {
        return ties.computeIfAbsent(rule, number -> ties(conditions[number]));
    }

    /** The texts that the fields must be, or hold, for the condition to hold at all. */
    private Map<Key, Set<String>> ties(RuleCondition condition) {
        int[][] conjuncts = condition.conjuncts();
        if (conjuncts == null) {
            return Map.of();
        }
        Map<Key, Set<String>> common = ties(conjuncts[0]);
        for (int i = 1; i < conjuncts.length; i++) {
            Map<Key, Set<String>> others = ties(conjuncts[i]);
            common.keySet().retainAll(others.keySet());
            common.forEach((key, texts) -> texts.addAll(others.getOrDefault(key, Set.of())));
        }
        return common;
    }

    private Map<Key, Set<String>> ties(int[] conjunct) {
        Map<Key, Set<String>> ties = new LinkedHashMap<>();
        List<Integer> positive = new ArrayList<>();
        for (int literal : conjunct) {
            if ((literal & 1) == 0) {
                positive.add(literal >>> 1);
            }
        }
        for (int number : positive) {
            if (atoms.get(number) instanceof Atom.Literal atom && atom.look() != Atom.Look.NONE) {
                ties.putIfAbsent(new Key(atom.slot(), atom.look()), new HashSet<>(atom.keys()));
            }
        }
        return ties;
    }

    private record Key(int slot, Atom.Look look) {}
}
