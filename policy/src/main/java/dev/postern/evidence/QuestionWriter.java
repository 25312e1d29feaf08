package dev.postern.evidence;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.ByteBuilder;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes questions in the exact, typed, length-prefixed encoding of docs/wire-format.md, straight into a reused buffer.
 * Sensitive values are written in plain at first, their places noted in {@link #seals()}: whoever takes them to disk puts
 * commitments in those places. Not thread-safe; allocates nothing for checks without large maps.
 */
public final class QuestionWriter {

    /** Up to so many fields are sorted as they come, which allocates nothing and takes steps in the square of them. */
    private static final int FEW = 16;

    private final ByteBuilder out = new ByteBuilder(1 << 10);
    private final Seals seals = new Seals();
    /** Fields in order that wait to be written, those of a map above those of the map around it. */
    private String[] names = new String[16];

    private @Nullable Value[] values = new Value[16];
    private int waiting;

    /** The question being written. */
    public ByteBuilder out() {
        return out;
    }

    /** Where in it values stand that must not be stored. */
    public Seals seals() {
        return seals;
    }

    /** Begins a question: all that a check says itself, and how many {@link #fact facts} follow. */
    public void check(Check check, int facts, Sensitive sensitive) {
        out.clear();
        seals.clear();
        waiting = 0;
        out.u8(QuestionTag.VERSION);
        out.text(check.tenant());
        principal(check.principal(), sensitive.under(Roots.PRINCIPAL));
        out.text(check.action());
        out.text(check.resource());
        fields(check.context(), sensitive);
        out.zigzag(check.nowMillis());
        out.varint(facts);
    }

    /** A fact that the decision looked at; {@code null} when it was not there. */
    public void fact(FieldPath path, @Nullable Value value, Sensitive sensitive) {
        List<String> segments = path.segments();
        Sensitive here = sensitive;
        out.varint(segments.size());
        for (int i = 0; i < segments.size(); i++) {
            out.text(segments.get(i));
            here = here.under(segments.get(i));
        }
        if (value == null) {
            out.u8(QuestionTag.ABSENT);
        } else {
            value(value, here);
        }
    }

    private void principal(Principal principal, Sensitive sensitive) {
        if (sensitive.under("id").whole()) {
            int start = seals.begin(out);
            out.u8(QuestionTag.TEXT).text(principal.id());
            seals.end(out, start);
        } else {
            out.u8(QuestionTag.TEXT).text(principal.id());
        }
        List<String> roles = principal.roles();
        out.varint(roles.size());
        for (int i = 0; i < roles.size(); i++) {
            out.text(roles.get(i));
        }
        fields(principal.attributes(), sensitive);
    }

    private void fields(Map<String, Value> fields, Sensitive sensitive) {
        out.varint(fields.size());
        if (fields.size() < 2) {
            for (Map.Entry<String, Value> only : fields.entrySet()) {
                field(only.getKey(), only.getValue(), sensitive);
            }
            return;
        }
        if (fields.size() > FEW) {
            many(fields, sensitive);
        } else {
            few(fields, sensitive);
        }
    }

    private void many(Map<String, Value> fields, Sensitive sensitive) {
        String[] all = fields.keySet().toArray(new String[0]);
        Arrays.sort(all);
        for (String name : all) {
            Value value = fields.get(name);
            if (value != null) {
                field(name, value, sensitive);
            }
        }
    }

    private void few(Map<String, Value> fields, Sensitive sensitive) {
        int start = waiting;
        for (Map.Entry<String, Value> entry : fields.entrySet()) {
            await(start, entry.getKey(), entry.getValue());
        }
        int end = waiting;
        for (int i = start; i < end; i++) {
            Value value = values[i];
            if (value != null) {
                field(names[i], value, sensitive);
            }
        }
        Arrays.fill(names, start, end, "");
        Arrays.fill(values, start, end, null);
        waiting = start;
    }

    /** Puts a field among those from {@code start} on that wait to be written, in order. */
    private void await(int start, String name, Value value) {
        if (waiting == names.length) {
            names = Arrays.copyOf(names, 2 * waiting);
            values = Arrays.copyOf(values, 2 * waiting);
        }
        int at = waiting++;
        for (; at > start && names[at - 1].compareTo(name) > 0; at--) {
            names[at] = names[at - 1];
            values[at] = values[at - 1];
        }
        names[at] = name;
        values[at] = value;
    }

    private void field(String name, Value value, Sensitive sensitive) {
        out.text(name);
        value(value, sensitive.under(name));
    }

    private void value(Value value, Sensitive sensitive) {
        if (sensitive.whole()) {
            int start = seals.begin(out);
            plain(value, sensitive);
            seals.end(out, start);
        } else {
            plain(value, sensitive);
        }
    }

    private void plain(Value value, Sensitive sensitive) {
        // What is sealed is sealed whole: nothing inside it is sealed again.
        Sensitive inner = sensitive.whole() ? Sensitive.nothing() : sensitive;
        if (value instanceof Value.Text text) {
            out.u8(QuestionTag.TEXT).text(text.value());
        } else if (value instanceof Value.Int number) {
            out.u8(QuestionTag.INT).zigzag(number.value());
        } else if (value instanceof Value.Bool bool) {
            out.u8(bool.value() ? QuestionTag.TRUE : QuestionTag.FALSE);
        } else if (value instanceof Value.Real real) {
            out.u8(QuestionTag.REAL).u64(Double.doubleToRawLongBits(real.value()));
        } else if (value instanceof Value.Items items) {
            List<Value> values = items.values();
            out.u8(QuestionTag.ITEMS).varint(values.size());
            for (int i = 0; i < values.size(); i++) {
                value(values.get(i), inner);
            }
        } else if (value instanceof Value.Fields fields) {
            out.u8(QuestionTag.FIELDS);
            fields(fields.values(), inner);
        } else {
            out.u8(QuestionTag.NULL);
        }
    }
}
