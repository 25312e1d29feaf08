package dev.postern.egress.detect;

import java.util.List;

/** One kind of number. Stateless; the groups are those of one written number, seen from each of its groups in turn. */
interface NumberRule {

    /** How the numbers are written, as for {@link NumberGroups#shaped}; at others the rule does not look. */
    List<String> shapes();

    void match(Text text, NumberGroups groups, Sink out);
}
