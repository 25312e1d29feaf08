package dev.postern.policy;

import java.util.List;

/**
 * The cells of one rule set whose action and resource pattern match one check, looked for among those of whichever
 * dimension has fewer; and the scopes that cover the check. Not thread-safe; allocates nothing once it has grown.
 */
final class MetCells {

    private final TrieWalk actions = new TrieWalk();
    private final TrieWalk resources = new TrieWalk();
    private final WalkMemo knownActions = new WalkMemo();
    private final WalkMemo knownResources = new WalkMemo();
    private final IntList cells = new IntList();
    private int evidence;
    private int deny;
    private int absent;

    /** Lets go of what is remembered of the last program. */
    void forget() {
        knownActions.clear();
        knownResources.clear();
    }

    /** Turns to a check. */
    void turnTo(Check check, CellTable table) {
        String resource = check.resource();
        int from = 0;
        int to = resource.length();
        while (from < to && resource.charAt(from) == '/') {
            from++;
        }
        while (to > from && resource.charAt(to - 1) == '/') {
            to--;
        }
        actions.match(table.actions(), check.action(), 0, check.action().length(), knownActions);
        List<String> names = HostNames.of(check);
        if (names.isEmpty()) {
            resources.match(table.resources(), resource, from, to, knownResources);
        } else {
            resources.match(table.resources(), resource, from, to, names);
        }
        meet(table);
    }

    int count() {
        return cells.size();
    }

    /** The number of the {@code index}-th cell. */
    int get(int index) {
        return cells.get(index);
    }

    /** The action patterns that match, in whichever cells. */
    TrieWalk actions() {
        return actions;
    }

    /** The resource patterns that match, in whichever cells. */
    TrieWalk resources() {
        return resources;
    }

    /** Index of the first scope that covers the check in {@link TenantSettings#evidence}, or {@link Cell.Scopes#NONE}. */
    int evidence() {
        return evidence;
    }

    /** Likewise in {@link TenantSettings#denyResponses}. */
    int deny() {
        return deny;
    }

    /** Whether the rule set's own settings refuse what absence leaves in doubt. */
    boolean deniesAbsent(TenantRules rules) {
        return absent != Cell.Scopes.NONE
                && rules.settings().absentDenied().get(absent).value();
    }

    private void meet(CellTable table) {
        cells.clear();
        evidence = Cell.Scopes.NONE;
        deny = Cell.Scopes.NONE;
        absent = Cell.Scopes.NONE;
        int ofActions = 0;
        for (int i = 0; i < actions.count(); i++) {
            ofActions += table.ofAction(actions.get(i)).length;
        }
        int ofResources = 0;
        for (int i = 0; i < resources.count(); i++) {
            ofResources += table.ofResource(resources.get(i)).length;
        }
        if (ofResources <= ofActions) {
            for (int i = 0; i < resources.count(); i++) {
                meet(table, table.ofResource(resources.get(i)));
            }
        } else {
            for (int i = 0; i < actions.count(); i++) {
                meet(table, table.ofAction(actions.get(i)));
            }
        }
    }

    private void meet(CellTable table, int[] candidates) {
        for (int number : candidates) {
            Cell cell = table.cell(number);
            if (actions.has(cell.action()) && resources.has(cell.resource())) {
                cells.add(number);
                evidence = Math.min(evidence, cell.scopes().evidence());
                deny = Math.min(deny, cell.scopes().deny());
                absent = Math.min(absent, cell.scopes().absent());
            }
        }
    }
}
