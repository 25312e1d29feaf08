package dev.postern.loadtest.quality;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Texts that have the same thing in them, in one of several ways.
 *
 * @param line of the file of templates where it is, counted from 1
 * @param ways as likely each
 */
record TextKind(String name, int line, List<Template> ways) {

    TextKind {
        ways = List.copyOf(ways);
    }

    LabelledText make(SplittableRandom random) {
        Draft draft = new Draft(random);
        ways.get(random.nextInt(ways.size())).fill(draft);
        return new LabelledText(name, line, draft.text(), draft.labels());
    }
}
