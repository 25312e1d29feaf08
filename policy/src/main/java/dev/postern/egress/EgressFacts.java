package dev.postern.egress;

import dev.postern.ccl.Cidr;
import dev.postern.ccl.FieldPath;
import dev.postern.egress.destination.Host;
import dev.postern.egress.destination.IpText;
import dev.postern.egress.destination.PublicSuffixes;
import dev.postern.egress.destination.WebUrl;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Attributes;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code egress.*}: what policies can ask of a content and of where it goes. Never holds a text of the content.
 * Immutable.
 *
 * @param direction {@code request} or {@code response}
 * @param url where the content goes
 * @param addresses what the host was resolved to, empty when it was not
 * @param inspection what is in the content
 * @param carried labels of the content and of its session
 * @param accepted labels that the destination accepts
 * @param session its name, empty for none
 * @param verdict what becomes of the content for what is in it, {@code null} until that is decided
 * @param doubt what refuses the content whatever policy says of the connection, {@code null} for nothing
 */
public record EgressFacts(
        Direction direction,
        WebUrl url,
        List<Cidr> addresses,
        Inspection inspection,
        Labels carried,
        Labels accepted,
        String session,
        @Nullable Verdict verdict,
        @Nullable Reason doubt)
        implements Attributes {

    public EgressFacts {
        addresses = List.copyOf(addresses);
    }

    /** The same once the content is decided about. */
    public EgressFacts decided(Verdict reached, @Nullable Reason blocking) {
        return new EgressFacts(direction, url, addresses, inspection, carried, accepted, session, reached, blocking);
    }

    @Override
    public @Nullable Value find(FieldPath path) {
        List<String> segments = path.segments();
        if (!path.root().equals(Roots.EGRESS)) {
            return null;
        }
        if (segments.size() == 2) {
            return plain(segments.get(1));
        }
        if (segments.size() != 3) {
            return null;
        }
        String name = segments.get(2);
        return switch (segments.get(1)) {
            case "destination" -> destination(name);
            case "findings" -> findings(name);
            case "labels" -> labels(name);
            case "content" -> content(name);
            default -> null;
        };
    }

    private @Nullable Value plain(String name) {
        return switch (name) {
            case "direction" -> new Value.Text(direction.id());
            case "session" -> session.isEmpty() ? null : new Value.Text(session);
            case "verdict" -> verdict == null ? null : new Value.Text(verdict.name());
            default -> null;
        };
    }

    private @Nullable Value destination(String name) {
        Host host = url.host();
        return switch (name) {
            case "scheme" -> new Value.Text(url.scheme());
            case "host" -> new Value.Text(host.text());
            case "port" -> new Value.Int(url.port());
            case "path" -> new Value.Text(url.path());
            case "domain" -> domain(host);
            case "is_address" -> Value.Bool.of(host instanceof Host.Address);
            case "deceptive" -> Value.Bool.of(host instanceof Host.Name known && known.deceptive());
            case "addresses" -> texts(addresses.stream().map(IpText::text).toList());
            default -> null;
        };
    }

    private static @Nullable Value domain(Host host) {
        String domain = host instanceof Host.Name ? PublicSuffixes.registered(host.text()) : null;
        return domain == null ? null : new Value.Text(domain);
    }

    private @Nullable Value findings(String name) {
        return switch (name) {
            case "count" -> new Value.Int(inspection.count());
            case "secrets" -> count(FindingKind.SECRET);
            case "personal" -> count(FindingKind.PERSONAL);
            case "custom" -> count(FindingKind.CUSTOM);
            case "url" -> new Value.Int(inspection.url().findings().size());
            case "types" ->
                texts(Arrays.stream(FindingType.values())
                        .filter(type -> inspection.count(type) > 0)
                        .map(FindingType::id)
                        .toList());
            case "max_confidence" -> new Value.Int(maxConfidence());
            case "complete" -> Value.Bool.of(inspection.complete());
            case "copy" -> new Value.Int(inspection.copy());
            default -> ofType(name);
        };
    }

    private @Nullable Value ofType(String name) {
        for (FindingType type : FindingType.values()) {
            if (name.equals("of_" + type.id())) {
                return new Value.Int(inspection.count(type));
            }
        }
        return null;
    }

    private Value count(FindingKind kind) {
        int count = 0;
        for (FindingType type : FindingType.values()) {
            count += type.kind() == kind ? inspection.count(type) : 0;
        }
        return new Value.Int(count);
    }

    private int maxConfidence() {
        int most = 0;
        for (Finding finding : inspection.content().findings()) {
            most = Math.max(most, finding.confidence());
        }
        for (Finding finding : inspection.url().findings()) {
            most = Math.max(most, finding.confidence());
        }
        return most;
    }

    private @Nullable Value labels(String name) {
        return switch (name) {
            case "carried" -> texts(carried.texts());
            case "level" -> new Value.Text(carried.level().text());
            case "accepted" -> texts(accepted.texts());
            default -> null;
        };
    }

    private @Nullable Value content(String name) {
        return switch (name) {
            case "bytes" -> new Value.Int(inspection.bytes());
            case "digest" -> new Value.Text(inspection.digest().toString());
            default -> null;
        };
    }

    private static Value texts(Collection<String> texts) {
        return new Value.Items(texts.stream().<Value>map(Value.Text::new).toList());
    }
}
