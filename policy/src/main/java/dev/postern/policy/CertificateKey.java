package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the key of a certificate: the bundle and tenant, each pending rule with the conjuncts that are left of it, and
 * what the dear comparisons in those see of each of their fields. A dear comparison sees a text, that there is something
 * else, or nothing. Every part is tagged or has its length before it, so that different keys have different bytes.
 * Not thread-safe; allocates nothing once it has grown.
 */
final class CertificateKey {

    static final int VERSION = 1;
    static final int ABSENT = 0;
    static final int TEXT = 1;
    static final int OTHER = 2;

    private final ByteBuilder out = new ByteBuilder(1 << 9);
    private final IntList slots = new IntList();

    /** The key of what is pending; valid until the next call. */
    ByteBuilder write(String bundle, TenantRules rules, Pending pending, Facts facts) {
        out.clear();
        slots.clear();
        out.u8(VERSION).text(bundle).text(rules.tenant()).varint(pending.size());
        for (int i = 0; i < pending.size(); i++) {
            RuleCondition condition = rules.condition(pending.rule(i));
            out.varint(pending.rule(i)).varint(pending.left(i));
            addSlots(rules, condition, pending.left(i));
        }
        out.varint(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            out.varint(slots.get(i));
            value(facts.field(slots.get(i)));
        }
        return out;
    }

    private void value(@Nullable Object raw) {
        if (raw instanceof String text) {
            out.u8(TEXT).text(text);
        } else {
            out.u8(raw == null ? ABSENT : OTHER);
        }
    }

    private void addSlots(TenantRules rules, RuleCondition condition, int left) {
        int[][] conjuncts = condition.conjunctsOrNone();
        for (int c = 0; c < conjuncts.length; c++) {
            if ((left >>> c & 1) != 0) {
                for (int literal : conjuncts[c]) {
                    Atom atom = rules.atoms()[literal >>> 1];
                    if (atom.isDear()) {
                        addSlot(atom.slot());
                    }
                }
            }
        }
    }

    private void addSlot(int slot) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) == slot) {
                return;
            }
        }
        slots.add(slot);
    }
}
