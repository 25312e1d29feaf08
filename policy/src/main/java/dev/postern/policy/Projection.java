package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tenant's rules can see of a check, and no more: action, resource, and every field that a condition of its rule
 * sets compares, but for the clock. Checks of equal projections are answered alike until the first time boundary.
 * Immutable and thread-safe.
 */
final class Projection {

    /** Given for checks whose answers are not to be kept. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int VERSION = 1;

    private final FieldReader[] fields;
    private final TimeBoundaries boundaries;

    private Projection(List<FieldReader> fields, TimeBoundaries boundaries) {
        this.fields = fields.toArray(new FieldReader[0]);
        this.boundaries = boundaries;
    }

    /** The projection for the rule sets of a tenant's chain. */
    static Projection of(List<TenantRules> chain) {
        List<FieldReader> fields = new ArrayList<>();
        for (TenantRules rules : chain) {
            for (FieldReader reader : rules.readers()) {
                if (!reader.isClock()) {
                    fields.add(reader);
                }
            }
        }
        return new Projection(fields, TimeBoundaries.of(chain));
    }

    /**
     * Writes the projection of a check after the digest of its bundle.
     *
     * @return the first moment at which an equal projection may be answered otherwise, milliseconds since the epoch;
     *     {@link #NEVER} when the answer is not to be kept, and then what was written is of no use
     */
    long write(String bundle, Check check, LocalTime time, ByteBuilder out) {
        if (check.facts() != Attributes.NONE) {
            // What a door knows is looked at only as far as rules need, for looking can put a check in doubt.
            return NEVER;
        }
        out.clear();
        out.u8(VERSION).text(bundle).text(check.tenant()).text(check.action()).text(check.resource());
        for (FieldReader field : fields) {
            RawBytes.write(out, field.read(check, time));
        }
        return boundaries.next(check, time);
    }
}
