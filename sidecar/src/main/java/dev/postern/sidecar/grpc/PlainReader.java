package dev.postern.sidecar.grpc;

import dev.postern.capability.TokenText;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import dev.postern.sidecar.config.InputLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests that are usual, and in which there is nothing to refuse, straight from their bytes: each field at
 * most once and none that is unknown. Whatever else comes may be well-formed or not, and is for {@link CheckReader} to decode
 * and to judge; what is read here is what it would read. Thread-safe.
 */
final class PlainReader {

    /** Protobuf's own decoder reads three messages for each level of named values, and no more than a hundred. */
    private static final int DEEPEST = 32;

    private final InputLimits limits;

    PlainReader(InputLimits limits) {
        this.limits = limits;
    }

    /** The check of a request, or {@code null} when it is not plain. */
    CheckReader.Reading.@Nullable Asked read(byte[] request, long nowMillis) {
        return new Reading(request).asked(nowMillis);
    }

    /** Reads one request. */
    private final class Reading {

        private final WireCursor wire;
        private final List<Map.Entry<String, Value>> context = new ArrayList<>(4);
        private int seen;
        private int remaining = limits.maxValues();
        private String id = "";
        private String tenant = Check.DEFAULT_TENANT;
        private Principal principal = Principal.NOBODY;
        private String action = "";
        private String resource = "";
        private String token = "";
        private String proof = "";

        Reading(byte[] request) {
            wire = new WireCursor(request);
        }

        CheckReader.Reading.@Nullable Asked asked(long nowMillis) {
            for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
                field(tag);
            }
            Map<String, Value> attributes = map(context);
            boolean plain = !wire.isOdd() && !action.isEmpty() && !resource.isEmpty();
            return plain
                    ? new CheckReader.Reading.Asked(
                            id,
                            new Check(tenant, principal, action, resource, attributes, Attributes.NONE, nowMillis),
                            token,
                            proof)
                    : null;
        }

        private void field(int tag) {
            if (tag == DecideTags.CONTEXT) {
                context.add(entry(1));
                if (CheckReader.isReserved(context.get(context.size() - 1).getKey())) {
                    wire.giveUp();
                }
                return;
            }
            if ((seen & (1 << (tag >>> 3))) != 0) {
                wire.giveUp();
            }
            seen |= 1 << (tag >>> 3);
            switch (tag) {
                case DecideTags.ID -> id = name(limits.maxId());
                case DecideTags.TENANT -> {
                    String given = name(limits.maxName());
                    tenant = given.isEmpty() ? Check.DEFAULT_TENANT : given;
                }
                case DecideTags.PRINCIPAL -> principal = principal();
                case DecideTags.ACTION -> action = name(limits.maxName());
                case DecideTags.RESOURCE -> resource = name(limits.maxResource());
                case DecideTags.TOKEN -> token = name(TokenText.MAX_CHARS);
                case DecideTags.PROOF -> proof = name(CheckReader.MAX_PROOF);
                default -> wire.giveUp();
            }
        }

        private Principal principal() {
            String name = "";
            boolean named = false;
            List<String> roles = new ArrayList<>(4);
            List<Map.Entry<String, Value>> attributes = new ArrayList<>(0);
            int outer = wire.open();
            for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
                switch (tag) {
                    case DecideTags.PRINCIPAL_ID -> {
                        if (named) {
                            wire.giveUp();
                        }
                        named = true;
                        name = name(limits.maxName());
                    }
                    case DecideTags.ROLES -> roles.add(name(limits.maxName()));
                    case DecideTags.ATTRIBUTES -> attributes.add(entry(1));
                    default -> wire.giveUp();
                }
            }
            wire.close(outer);
            if (roles.size() > limits.maxValues()) {
                wire.giveUp();
            }
            return new Principal(name, roles, map(attributes));
        }

        /** An entry of a map, its key first and its value second. */
        private Map.Entry<String, Value> entry(int depth) {
            take();
            int outer = open(depth);
            String key = wire.tag() == WireTags.MAP_KEY ? wire.text() : odd();
            Value value = wire.tag() == WireTags.MAP_VALUE ? value(depth) : none();
            if (wire.tag() != 0 || key.length() > limits.maxName()) {
                wire.giveUp();
            }
            wire.close(outer);
            return Map.entry(key, value);
        }

        private Value value(int depth) {
            int outer = wire.open();
            Value value = switch (wire.tag()) {
                case DecideTags.NULL -> (int) wire.varint() == 0 ? Value.Null.NULL : none();
                case DecideTags.BOOL -> Value.Bool.of(wire.varint() != 0);
                case DecideTags.INT -> new Value.Int(wire.varint());
                case DecideTags.REAL -> real(Double.longBitsToDouble(wire.fixed64()));
                case DecideTags.TEXT -> text(wire.text());
                case DecideTags.ITEMS -> items(depth + 1);
                case DecideTags.FIELDS -> fields(depth + 1);
                default -> none();
            };
            if (wire.tag() != 0) {
                wire.giveUp();
            }
            wire.close(outer);
            return value;
        }

        private Value real(double real) {
            return Double.isFinite(real) ? new Value.Real(real) : none();
        }

        private Value text(String text) {
            return text.length() <= limits.maxText() ? new Value.Text(text) : none();
        }

        private Value items(int depth) {
            List<Value> items = new ArrayList<>(4);
            int outer = open(depth);
            for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
                take();
                items.add(tag == DecideTags.ITEM ? value(depth) : none());
            }
            wire.close(outer);
            return new Value.Items(items);
        }

        private Value fields(int depth) {
            List<Map.Entry<String, Value>> fields = new ArrayList<>(4);
            int outer = open(depth);
            for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
                fields.add(tag == DecideTags.FIELD ? entry(depth) : Map.entry(odd(), none()));
            }
            wire.close(outer);
            return new Value.Fields(map(fields));
        }

        private void take() {
            if (--remaining < 0) {
                wire.giveUp();
            }
        }

        private int open(int depth) {
            if (depth > Math.min(limits.maxDepth(), DEEPEST)) {
                wire.giveUp();
            }
            return wire.open();
        }

        private String name(int max) {
            String text = wire.text();
            if (CheckReader.unfit(text, max) != null) {
                wire.giveUp();
            }
            return text;
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private Map<String, Value> map(List<Map.Entry<String, Value>> entries) {
            if (entries.isEmpty() || wire.isOdd()) {
                return Map.of();
            }
            try {
                return Map.ofEntries(entries.toArray(new Map.Entry[0]));
            } catch (IllegalArgumentException twice) {
                // Of two entries with one key the last counts, which is unusual enough to leave to protobuf.
                wire.giveUp();
                return Map.of();
            }
        }

        private Value none() {
            wire.giveUp();
            return Value.Null.NULL;
        }

        private String odd() {
            wire.giveUp();
            return "";
        }
    }
}
