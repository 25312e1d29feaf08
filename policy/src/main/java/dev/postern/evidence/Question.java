package dev.postern.evidence;

import dev.postern.ccl.FieldPath;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import dev.postern.policy.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question as it was asked and looked at, read back from its exact encoding (docs/wire-format.md). Sensitive values are
 * not in it, only their places.
 *
 * @param principal who asked; empty when sensitive
 * @param facts what the decision looked at beyond the check's own attributes; empty where it found nothing
 * @param withheld the paths of the values that are commitments only
 */
public record Question(
        String tenant,
        String principal,
        List<String> roles,
        Map<String, Value> principalAttributes,
        String action,
        String resource,
        Map<String, Value> context,
        long nowMillis,
        Map<FieldPath, Optional<Value>> facts,
        Set<FieldPath> withheld) {

    public Question {
        roles = List.copyOf(roles);
        principalAttributes = Map.copyOf(principalAttributes);
        context = Map.copyOf(context);
        facts = Map.copyOf(facts);
        withheld = Set.copyOf(withheld);
    }

    /** The question that {@code bytes} are; every byte counts. */
    public static Question decode(byte[] bytes) throws DamagedException {
        return new Decoding(new ByteReader(bytes)).question();
    }

    private static final class Decoding {
        private static final int MOST_VALUES = 1 << 20;
        private static final int DEEPEST = 64;

        private final ByteReader in;
        private final Set<FieldPath> withheld = new HashSet<>();
        private final List<String> path = new ArrayList<>();

        Decoding(ByteReader in) {
            this.in = in;
        }

        Question question() throws DamagedException {
            if (in.u8() != QuestionTag.VERSION) {
                throw new DamagedException("question of an unknown version, expected " + QuestionTag.VERSION);
            }
            String tenant = in.text();
            path.add("principal");
            path.add("id");
            Optional<Value> id = value();
            path.remove(1);
            List<String> roles = new ArrayList<>();
            for (int rest = in.count(MOST_VALUES); rest > 0; rest--) {
                roles.add(in.text());
            }
            Map<String, Value> attributes = fields();
            path.clear();
            String action = in.text();
            String resource = in.text();
            Map<String, Value> context = fields();
            long now = in.zigzag();
            Map<FieldPath, Optional<Value>> facts = facts();
            in.end();
            String principal = id.orElse(null) instanceof Value.Text text ? text.value() : "";
            return new Question(tenant, principal, roles, attributes, action, resource, context, now, facts, withheld);
        }

        private Map<FieldPath, Optional<Value>> facts() throws DamagedException {
            Map<FieldPath, Optional<Value>> facts = new LinkedHashMap<>();
            for (int rest = in.count(MOST_VALUES); rest > 0; rest--) {
                path.clear();
                for (int segments = in.count(DEEPEST); segments > 0; segments--) {
                    path.add(in.text());
                }
                if (path.isEmpty()) {
                    throw new DamagedException("a fact without a path");
                }
                FieldPath where = new FieldPath(path);
                facts.put(where, value());
            }
            return facts;
        }

        private Map<String, Value> fields() throws DamagedException {
            Map<String, Value> fields = new HashMap<>();
            String before = null;
            for (int rest = in.count(MOST_VALUES); rest > 0; rest--) {
                String name = in.text();
                if (before != null && before.compareTo(name) >= 0) {
                    throw new DamagedException("name '" + name + "' after '" + before + "', expected names in order");
                }
                before = name;
                path.add(name);
                value().ifPresent(value -> fields.put(name, value));
                path.remove(path.size() - 1);
            }
            return fields;
        }

        /** The value that comes next, or nothing when it was absent or is withheld. */
        private Optional<Value> value() throws DamagedException {
            if (path.size() > DEEPEST) {
                throw new DamagedException("values nest deeper than " + DEEPEST);
            }
            int tag = in.u8();
            return switch (tag) {
                case QuestionTag.NULL -> Optional.of(Value.Null.NULL);
                case QuestionTag.FALSE -> Optional.of(Value.Bool.FALSE);
                case QuestionTag.TRUE -> Optional.of(Value.Bool.TRUE);
                case QuestionTag.INT -> Optional.of(new Value.Int(in.zigzag()));
                case QuestionTag.REAL -> Optional.of(new Value.Real(Double.longBitsToDouble(in.u64())));
                case QuestionTag.TEXT -> Optional.of(new Value.Text(in.text()));
                case QuestionTag.ITEMS -> Optional.of(items());
                case QuestionTag.FIELDS -> Optional.of(new Value.Fields(fields()));
                case QuestionTag.ABSENT -> Optional.empty();
                case QuestionTag.COMMITTED -> {
                    in.skip(TreeHash.BYTES);
                    withheld.add(new FieldPath(path));
                    yield Optional.empty();
                }
                default -> throw new DamagedException("value of unknown kind " + tag);
            };
        }

        private Value items() throws DamagedException {
            List<Value> items = new ArrayList<>();
            path.add("*");
            for (int rest = in.count(MOST_VALUES); rest > 0; rest--) {
                value().ifPresent(items::add);
            }
            path.remove(path.size() - 1);
            return new Value.Items(items);
        }
    }
}
