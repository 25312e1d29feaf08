package dev.postern.ccl;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes random documents, the same for the same seed. The vocabulary is small, so that patterns overlap, conditions
 * often hold and texts collide with what the syntax uses.
 */
public final class DocumentGenerator {

    private static final List<String> NAMES = List.of("read", "write", "file", "call", "x-1", "_z", "true", "in_cidr");
    private static final List<String> PATHS =
            List.of("docs", "data", "42", "a_b", "x.y", "it's", "Über", "", "line\nbreak");
    private static final List<String> FIELDS = List.of(
            "principal.id", "principal.roles", "user.age", "user.tags", "amount", "ip", "missing.field", "in_cidr");
    private static final List<String> TEXTS =
            List.of("admin", "", "eng", "it's", "''", "true", "18", "a\nb", "10.0.0.1", "x y # z", "\\", "/p q");
    private static final List<String> REGEXES = List.of("^10[.]0", "(ad|ed)", "o", "'", "");
    private static final List<String> CIDRS = List.of("10.0.0.0/8", "192.168.1.7", "2001:db8::/32", "::1", "0.0.0.0/0");

    private static final Span SOMEWHERE = new Span(1, 1);

    private final SplittableRandom random;

    public DocumentGenerator(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A document of 1 to {@code maxStatements} statements; its spans mean nothing. */
    public Document document(int maxStatements) {
        List<Statement> statements = new ArrayList<>();
        int count = 1 + random.nextInt(maxStatements);
        for (int i = 0; i < count; i++) {
            statements.add(statement());
        }
        return new Document(statements);
    }

    /** The document as text that differs from its canonical form in everything that may differ. */
    public String text(Document document) {
        StringBuilder out = new StringBuilder();
        for (Statement statement : document.statements()) {
            if (chance(8)) {
                out.append("# a comment: it's fine\n\n");
            }
            out.append(varied(Formatter.format(statement)));
            out.append(chance(8) ? " " : chance(4) ? " # trailing\r\n" : "\n");
        }
        return out.toString();
    }

    public Statement statement() {
        Severity severity = chance(3) ? pick(List.of(Severity.values())) : Severity.HIGH;
        int kind = random.nextInt(10);
        if (kind == 0) {
            long period = random.nextInt(200) * pick(List.of(1L, 60L, 3600L, 86_400L));
            return new Statement.Limit(action(), random.nextInt(1000), period, severity, SOMEWHERE);
        }
        Condition condition = chance(2) ? condition(3) : null;
        if (kind == 1) {
            return new Statement.Require(action(), resource(), condition, severity, SOMEWHERE);
        }
        Effect effect = random.nextBoolean() ? Effect.PERMIT : Effect.DENY;
        return new Statement.Access(effect, action(), resource(), condition, severity, SOMEWHERE);
    }

    public ActionPattern action() {
        if (chance(6)) {
            return new ActionPattern("**");
        }
        StringBuilder text = new StringBuilder(chance(4) ? "*" : pick(NAMES));
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append('.').append(chance(3) ? pick(List.of("*", "**")) : pick(NAMES));
        }
        return new ActionPattern(text.toString());
    }

    public ResourcePattern resource() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(chance(8) ? "" : "/").append(chance(3) ? pick(List.of("*", "**")) : pick(PATHS));
        }
        return new ResourcePattern(text.append(chance(6) ? "/" : "").toString());
    }

    /** A condition that nests at most {@code depth} deep. */
    public Condition condition(int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(6);
        return switch (kind) {
            case 0 -> new Condition.And(parts(depth));
            case 1 -> new Condition.Or(parts(depth));
            case 2 -> new Condition.Not(condition(depth - 1));
            default -> comparison();
        };
    }

    private List<Condition> parts(int depth) {
        List<Condition> parts = new ArrayList<>();
        for (int i = random.nextInt(2) + 2; i > 0; i--) {
            parts.add(condition(depth - 1));
        }
        return parts;
    }

    private Condition comparison() {
        Operator operator = pick(List.of(Operator.values()));
        return new Condition.Comparison(FieldPath.of(pick(FIELDS)), operator, operand(operator), SOMEWHERE);
    }

    private Operand operand(Operator operator) {
        if (chance(6)) {
            return new Operand.Field(FieldPath.of(pick(List.of("principal.id", "resource.owner", "user.age"))));
        }
        return switch (operator) {
            case IN_CIDR -> chance(2) ? items(CIDRS, 1) : new Operand.Text(pick(CIDRS));
            case MATCHES -> new Operand.Text(pick(REGEXES));
            case IN, NOT_IN -> chance(8) ? scalar() : items(TEXTS, 0);
            default -> chance(10) ? items(TEXTS, 0) : scalar();
        };
    }

    private Operand items(List<String> from, int min) {
        List<String> values = new ArrayList<>();
        for (int i = min + random.nextInt(3); i > 0; i--) {
            values.add(pick(from));
        }
        return new Operand.Items(values);
    }

    private Operand scalar() {
        return switch (random.nextInt(6)) {
            case 0 -> new Operand.Int(pick(List.of(0L, 18L, -5L, Long.MAX_VALUE, Long.MIN_VALUE)));
            case 1 -> new Operand.Real(pick(List.of(0.0, 1.0, -1.5, 0.1, 1e21, Double.MIN_VALUE, Double.MAX_VALUE)));
            case 2 -> new Operand.Bool(random.nextBoolean());
            default -> new Operand.Text(pick(TEXTS));
        };
    }

    /** Other keyword case, other blanks; nothing inside quotes is touched. */
    private String varied(String canonical) {
        StringBuilder out = new StringBuilder();
        String[] parts = canonical.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i % 2 == 0) {
                part = chance(3) ? part.replace(" and ", " AND\t").replace(" when ", "  When ") : part;
                part = chance(3)
                        ? part.replace("permit ", "PERMIT ").replace("(", "( ").replace(")", "\t)")
                        : part;
            }
            out.append(i == 0 ? "" : "'").append(part);
        }
        return out.toString();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
