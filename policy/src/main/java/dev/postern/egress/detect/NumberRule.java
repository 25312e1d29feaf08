package dev.postern.egress.detect;

/** One kind of number. Stateless; the groups are those of one written number, seen from each of its groups in turn. */
interface NumberRule {

    void match(Text text, NumberGroups groups, Sink out);
}
