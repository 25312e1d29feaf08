package dev.postern.policy;

import dev.postern.ccl.Operator;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When conditions of a tenant's rule sets can next change by the clock alone. A comparison of {@code env.now} with a
 * number changes when that second begins and when it ends; {@code env.hour} and {@code env.weekday} change on the hour
 * of their zone and where the zone changes its offset. What cannot be told so is volatile. Immutable and thread-safe.
 */
final class TimeBoundaries {

    private static final long MILLIS = 1_000;
    private static final Set<Operator> ORDERING = Set.of(
            Operator.EQUAL,
            Operator.NOT_EQUAL,
            Operator.LESS,
            Operator.GREATER,
            Operator.LESS_OR_EQUAL,
            Operator.GREATER_OR_EQUAL);

    private final double[] literals;
    private final FieldReader[] others;
    private final List<ZoneId> hourly;
    private final boolean isVolatile;

    private TimeBoundaries(double[] literals, List<FieldReader> others, List<ZoneId> hourly, boolean isVolatile) {
        this.literals = literals;
        this.others = others.toArray(new FieldReader[0]);
        this.hourly = List.copyOf(hourly);
        this.isVolatile = isVolatile;
    }

    static TimeBoundaries of(List<TenantRules> chain) {
        Builder builder = new Builder();
        for (TenantRules rules : chain) {
            for (Atom atom : rules.atoms()) {
                builder.add(rules, atom);
            }
        }
        return new TimeBoundaries(
                builder.literals.stream().mapToDouble(Double::doubleValue).toArray(),
                builder.others,
                builder.hourly,
                builder.isVolatile);
    }

    /** The first boundary after the time of a check; {@link Projection#NEVER} where answers are volatile. */
    long next(Check check, LocalTime time) {
        if (isVolatile) {
            return Projection.NEVER;
        }
        long now = check.nowMillis();
        long next = Long.MAX_VALUE;
        for (double literal : literals) {
            next = Math.min(next, after(now, literal));
        }
        for (FieldReader other : others) {
            next = Math.min(next, after(now, number(other.read(check, time))));
        }
        for (ZoneId zone : hourly) {
            next = Math.min(next, nextHour(now, zone));
        }
        return next;
    }

    /** The first of the beginning and the end of a second that lies after now; far away when neither does. */
    private static long after(long now, double second) {
        if (!(Math.abs(second) < 1e15)) {
            return Long.MAX_VALUE;
        }
        long begins = (long) Math.floor(second) * MILLIS;
        for (long boundary = begins; boundary <= begins + 2 * MILLIS; boundary += MILLIS) {
            if (boundary > now) {
                return boundary;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Not-a-number for what is no number: such a comparison never changes. */
    private static double number(@Nullable Object raw) {
        if (raw instanceof Value.Int number) {
            return number.value();
        }
        return raw instanceof Value.Real number ? number.value() : Double.NaN;
    }

    private static long nextHour(long now, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(now).atZone(zone);
        long hour = local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant().toEpochMilli();
        ZoneOffsetTransition change = zone.getRules().nextTransition(local.toInstant());
        return change == null ? hour : Math.min(hour, change.getInstant().toEpochMilli());
    }

    private static final class Builder {
        private final Set<Double> literals = new TreeSet<>();
        private final List<FieldReader> others = new ArrayList<>();
        private final List<ZoneId> hourly = new ArrayList<>();
        private boolean isVolatile;

        void add(TenantRules rules, Atom atom) {
            FieldReader left = rules.readers()[atom.slot()];
            if (atom instanceof Atom.Relation relation) {
                relation(rules, left, relation.operator(), rules.readers()[relation.other()]);
            } else if (left.isNow()) {
                literal(((Atom.Literal) atom).test());
            } else if (left.isClock()) {
                hourly(rules.zone());
            }
        }

        private void literal(ValueTest test) {
            double number = number(test.literal());
            if (!ORDERING.contains(test.operator()) || Double.isNaN(number)) {
                isVolatile = true;
            } else {
                literals.add(number);
            }
        }

        private void relation(TenantRules rules, FieldReader left, Operator operator, FieldReader right) {
            if (!left.isClock() && !right.isClock()) {
                return;
            }
            if (left.isNow() && !right.isClock() && ORDERING.contains(operator)) {
                others.add(right);
            } else if (right.isNow() && !left.isClock() && ORDERING.contains(operator)) {
                others.add(left);
            } else if (left.isNow() || right.isNow()) {
                isVolatile = true;
            } else {
                hourly(rules.zone());
            }
        }

        private void hourly(ZoneId zone) {
            if (!hourly.contains(zone)) {
                hourly.add(zone);
            }
        }
    }
}
