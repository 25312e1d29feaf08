package dev.postern.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random policies and checks over small alphabets, so that rules meet checks often. */
final class RandomBundle {

    private static final List<String> WORDS = List.of("read", "write", "file", "x1");
    private static final List<String> SEGMENTS = List.of("data", "a", "users", "42");
    private static final List<String> FIELDS = List.of(
            "role",
            "user.role",
            "user.age",
            "user.tags",
            "principal.id",
            "principal.roles",
            "principal.team",
            "missing.x");
    private static final List<String> TEXTS = List.of("admin", "ops", "ada", "18", "18.5", "true", "null", "");
    private static final List<String> NUMBERS = List.of("18", "0", "-3", "18.5", "9007199254740993");
    private static final List<String> OPERATORS = List.of(
            "=",
            "!=",
            "<",
            ">",
            "<=",
            ">=",
            "contains",
            "not_contains",
            "in",
            "not_in",
            "matches",
            "starts_with",
            "ends_with",
            "=",
            "=",
            "in",
            "contains");

    private final SplittableRandom random;
    private boolean dear;

    RandomBundle(SplittableRandom random) {
        this.random = random;
    }

    String policy(int rules) {
        boolean broad = random.nextInt(3) == 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            text.append(pick(List.of("permit", "permit", "deny", "require"))).append(' ');
            text.append(broad ? "**" : action(true)).append(" on '");
            text.append(broad ? "/**" : resource(true)).append('\'');
            if (random.nextInt(4) > 0) {
                text.append(" when ").append(condition(3));
            }
            if (random.nextInt(3) == 0) {
                text.append(" severity ").append(pick(List.of("critical", "medium", "low")));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A policy half of whose conditions search texts. */
    String dearPolicy(int rules) {
        dear = true;
        return policy(rules);
    }

    Check check() {
        Map<String, Value> user = new LinkedHashMap<>();
        Map<String, Value> context = new LinkedHashMap<>();
        maybe(user, "role");
        maybe(user, "age");
        maybe(user, "tags");
        maybe(context, "role");
        if (random.nextInt(4) > 0) {
            context.put("user", random.nextInt(8) == 0 ? value(0) : new Value.Fields(user));
        }
        List<String> roles = random.nextBoolean() ? List.of(pick(TEXTS), pick(TEXTS)) : List.of();
        Principal principal = random.nextInt(5) == 0
                ? Principal.NOBODY
                : new Principal(pick(List.of("ada", "ops", "eve")), roles, Map.of("team", value(1)));
        return new Check(
                Check.DEFAULT_TENANT, principal, action(false), resource(false), context, Attributes.NONE, Checks.NOW);
    }

    /** A check of few different ones, so that many are equal. */
    Check smallCheck() {
        Principal principal = Principal.of(pick(List.of("ada", "ops")));
        return new Check(
                Check.DEFAULT_TENANT,
                principal,
                pick(WORDS),
                "/" + pick(SEGMENTS),
                Map.of(),
                Attributes.NONE,
                Checks.NOW);
    }

    private void maybe(Map<String, Value> fields, String name) {
        if (random.nextInt(4) > 0) {
            fields.put(name, value(2));
        }
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0, 1, 2 -> new Value.Text(pick(TEXTS));
            case 3 -> new Value.Int(pick(List.of(18L, 0L, -3L, 9007199254740993L, 9007199254740992L)));
            case 4 -> new Value.Real(pick(List.of(18.0, 18.5, -0.0, 1e21, 9007199254740992.0)));
            case 5 -> Value.Bool.of(random.nextBoolean());
            case 6 -> Value.Null.NULL;
            case 7 -> new Value.Items(List.of(value(depth - 1), value(depth - 1)));
            default -> new Value.Fields(Map.of("name", value(depth - 1)));
        };
    }

    private String condition(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(6);
        return switch (kind) {
            case 3 -> "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
            case 4 -> "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
            case 5 -> "not (" + condition(depth - 1) + ")";
            default -> pick(FIELDS) + " " + comparison();
        };
    }

    private String comparison() {
        if (dear && random.nextBoolean()) {
            return "matches " + pick(List.of("'^a.*n'", "'18|o'", "'a'", "'^$'"));
        }
        String operator = pick(OPERATORS);
        return operator + " "
                + switch (random.nextInt(6)) {
                    case 0 -> operator.equals("matches") ? "'^a.*n'" : pick(NUMBERS);
                    case 1 -> operator.equals("matches") ? "'18|o'" : "['" + pick(TEXTS) + "', '" + pick(TEXTS) + "']";
                    case 2 -> "user.age";
                    case 3 -> "principal.team";
                    case 4 -> "true";
                    default -> "'" + pick(TEXTS) + "'";
                };
    }

    private String action(boolean pattern) {
        return joined(pattern, ".", WORDS);
    }

    private String resource(boolean pattern) {
        return "/" + joined(pattern, "/", SEGMENTS);
    }

    private String joined(boolean pattern, String separator, List<String> words) {
        List<String> parts = new ArrayList<>();
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            int kind = pattern ? random.nextInt(5) : 4;
            boolean anyAllowed = separator.equals("/") || i > 0 || length == 1;
            parts.add(kind == 0 && anyAllowed ? "**" : kind <= 1 ? "*" : pick(words));
        }
        return String.join(separator, parts);
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
