package dev.postern.policy;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@link Cell}s of a rule set and the two automata that lead to them. Immutable and thread-safe. */
final class CellTable {

    private final SegmentTrie actions;
    private final SegmentTrie resources;
    private final Cell[] cells;
    private final int[][] byAction;
    private final int[][] byResource;

    private CellTable(SegmentTrie actions, SegmentTrie resources, Cell[] cells) {
        this.actions = actions;
        this.resources = resources;
        this.cells = cells;
        IntList[] ofAction = lists(actions.patterns);
        IntList[] ofResource = lists(resources.patterns);
        for (int i = 0; i < cells.length; i++) {
            ofAction[cells[i].action()].add(i);
            ofResource[cells[i].resource()].add(i);
        }
        byAction = arrays(ofAction);
        byResource = arrays(ofResource);
    }

    /** The cells of {@code rules}, which are in deciding order, and of the scoped settings of their tenant. */
    static CellTable of(List<Rule> rules, TenantSettings settings, RuleGrouping grouping) {
        Builder builder = new Builder();
        for (int i = 0; i < rules.size(); i++) {
            builder.at(rules.get(i).action(), rules.get(i).resource()).rules.add(i);
        }
        int none = Cell.Scopes.NONE;
        for (int i = 0; i < settings.evidence().size(); i++) {
            builder.add(settings.evidence().get(i), new Cell.Scopes(i, none, none));
        }
        for (int i = 0; i < settings.denyResponses().size(); i++) {
            builder.add(settings.denyResponses().get(i), new Cell.Scopes(none, i, none));
        }
        for (int i = 0; i < settings.absentDenied().size(); i++) {
            builder.add(settings.absentDenied().get(i), new Cell.Scopes(none, none, i));
        }
        return builder.build(grouping);
    }

    SegmentTrie actions() {
        return actions;
    }

    SegmentTrie resources() {
        return resources;
    }

    Cell cell(int number) {
        return cells[number];
    }

    /** Numbers of the cells of an action pattern. */
    int[] ofAction(int pattern) {
        return byAction[pattern];
    }

    /** Numbers of the cells of a resource pattern. */
    int[] ofResource(int pattern) {
        return byResource[pattern];
    }

    private static IntList[] lists(int count) {
        IntList[] lists = new IntList[count];
        for (int i = 0; i < count; i++) {
            lists[i] = new IntList();
        }
        return lists;
    }

    private static int[][] arrays(IntList[] lists) {
        int[][] arrays = new int[lists.length][];
        for (int i = 0; i < lists.length; i++) {
            arrays[i] = lists[i].copy();
        }
        return arrays;
    }

    private static final class Builder {
        private final SegmentTrie.Builder actions = new SegmentTrie.Builder('.');
        private final SegmentTrie.Builder resources = new SegmentTrie.Builder('/');
        private final Map<Pair, Contents> contents = new LinkedHashMap<>();

        Contents at(ActionPattern action, ResourcePattern resource) {
            Pair pair = new Pair(actions.add(action.segments()), resources.add(resource.segments()));
            return contents.computeIfAbsent(pair, absent -> new Contents());
        }

        void add(Scoped<?> scoped, Cell.Scopes scopes) {
            Contents at = at(scoped.action(), scoped.resource());
            at.scopes = at.scopes.first(scopes);
        }

        CellTable build(RuleGrouping grouping) {
            Cell[] cells = new Cell[contents.size()];
            int next = 0;
            for (Map.Entry<Pair, Contents> entry : contents.entrySet()) {
                Pair pair = entry.getKey();
                RuleGroup rules = grouping.group(entry.getValue().rules.copy());
                cells[next++] = new Cell(pair.action, pair.resource, rules, entry.getValue().scopes);
            }
            return new CellTable(actions.build(), resources.build(), cells);
        }
    }

    private record Pair(int action, int resource) {}

    private static final class Contents {
        private final IntList rules = new IntList();
        private Cell.Scopes scopes = Cell.Scopes.EMPTY;
    }
}
