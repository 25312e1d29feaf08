package dev.postern.policy;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.policy.PathRules.DotSegments;
import dev.postern.policy.PathRules.EmptySegments;
import dev.postern.policy.PathRules.EncodedSlash;
import dev.postern.policy.PathRules.Parameters;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Node;
import dev.postern.yaml.Problems;
import dev.postern.yaml.Typed;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of {@code bundle.yaml} that can be set for a tenant of its own as well as for all. */
final class SettingsOfTenant {

    private static final Pattern ACTION = Pattern.compile("[^\\s.\\p{Cntrl}]+(\\.[^\\s.\\p{Cntrl}]+)*");
    private static final Pattern RESOURCE = Pattern.compile("[^\\p{Cntrl}]*");

    private static final Typed<ZoneId> ZONE = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            return Typed.refuse(node, problems, "a time zone such as UTC, Europe/Berlin or +02:00");
        }
    };

    /** A mode that the language knows of and this sidecar has not is refused: it must not pass for a weaker one. */
    private static final Typed<EvidenceMode> EVIDENCE = (node, problems) -> node instanceof Node.Scalar scalar
                    && scalar.text().equals("witnessed")
            ? Typed.refuse(node, problems, "async or durable; witnessed needs a witness to wait for, and there is none")
            : Typed.word(EvidenceMode.class).read(node, problems);

    private SettingsOfTenant() {}

    static TenantSettings read(MappingReader keys, TenantSettings base, @Nullable String parent) {
        return new TenantSettings(
                parent,
                keys.value("time_zone", ZONE, base.zone()),
                keys.word("mode", Mode.class, base.mode()),
                keys.value("evidence", SettingsOfTenant::evidence, base.evidence()),
                keys.list("deny", scoped(SettingsOfDenyResponse::read), base.denyResponses()),
                keys.list("absent", scoped(SettingsOfTenant::absent), base.absentDenied()),
                keys.list("sensitive", Typed.field(), base.sensitive()),
                keys.nested("paths", paths -> paths(paths, base.paths()), base.paths()));
    }

    /** One word for every check, or a list by action and resource. */
    private static @Nullable List<Scoped<EvidenceMode>> evidence(Node node, Problems problems) {
        if (node instanceof Node.Sequence) {
            return Typed.list(scoped(keys -> keys.required("mode", EVIDENCE))).read(node, problems);
        }
        EvidenceMode mode = EVIDENCE.read(node, problems);
        return mode == null ? null : List.of(new Scoped<>(new ActionPattern("**"), new ResourcePattern("**"), mode));
    }

    private static @Nullable Boolean absent(MappingReader keys) {
        Absent rule = keys.required("rule", Typed.word(Absent.class));
        return rule == null ? null : rule == Absent.DENY;
    }

    private static PathRules paths(MappingReader keys, PathRules base) {
        return new PathRules(
                keys.word("encoded_slash", EncodedSlash.class, base.encodedSlash()),
                keys.word("dot_segments", DotSegments.class, base.dotSegments()),
                keys.word("empty_segments", EmptySegments.class, base.emptySegments()),
                keys.word("parameters", Parameters.class, base.parameters()));
    }

    /** An item with {@code action} and {@code resource}, each standing for everything when left out. */
    private static <T> Typed<Scoped<T>> scoped(Function<MappingReader, @Nullable T> body) {
        return Typed.mapping(keys -> {
            String action = keys.value("action", Typed.matching(ACTION, "an action pattern such as http.*"), "**");
            String resource =
                    keys.value("resource", Typed.matching(RESOURCE, "a resource pattern such as /a/**"), "**");
            T value = body.apply(keys);
            return value == null ? null : new Scoped<>(new ActionPattern(action), new ResourcePattern(resource), value);
        });
    }

    /** What becomes of a check that an absent attribute leaves in doubt. */
    private enum Absent {
        DENY,
        IGNORE
    }
}
