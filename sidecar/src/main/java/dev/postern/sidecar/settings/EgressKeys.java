package dev.postern.sidecar.settings;

import dev.postern.ccl.Cidr;
import dev.postern.egress.ContentRules;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.Verdict;
import dev.postern.egress.destination.DestinationRules;
import dev.postern.egress.destination.HostPattern;
import dev.postern.egress.detect.CustomDetector;
import dev.postern.egress.label.Clearances;
import dev.postern.egress.label.Declassification;
import dev.postern.egress.label.Declassifications;
import dev.postern.egress.label.Label;
import dev.postern.egress.label.Labels;
import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.egress.EgressConfig;
import dev.postern.sidecar.egress.ScanEngine;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Typed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the keys of the egress gate. */
final class EgressKeys {

    private static final int MIB = 1 << 20;
    private static final int MAX_PORT = 65_535;
    private static final int MIN_AGREEMENT = 51;
    /** Of a detector that does not say how sure it is. */
    private static final int CONFIDENCE = 80;

    private static final Typed<Cidr> BLOCK = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        Cidr block = text == null ? null : Cidr.parse(text);
        return block != null || text == null ? block : Typed.refuse(node, problems, "an address or a block of them");
    };
    private static final Typed<Label> LABEL = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        Label label = text == null ? null : Label.parse(text);
        return label != null || text == null ? label : Typed.refuse(node, problems, "a label");
    };
    private static final Typed<HostPattern> HOST = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        HostPattern host = text == null ? null : HostPattern.parse(text);
        return host != null || text == null
                ? host
                : Typed.refuse(node, problems, "a host, or *. and a name below which all names have one owner");
    };

    private EgressKeys() {}

    static EgressConfig read(ConfigReader keys) {
        return new EgressConfig(
                scan(keys),
                keys.word("egress.scan.engine", ScanEngine.class, EgressConfig.DEFAULTS.engine()),
                content(keys),
                destinations(keys),
                dns(keys),
                labels(keys),
                known(keys),
                work(keys),
                ConfigKeys.optionalPath(keys, "egress.certificate_key"));
    }

    private static ScanLimits scan(ConfigReader keys) {
        ScanLimits is = EgressConfig.DEFAULTS.scan();
        return new ScanLimits(
                keys.bytes("egress.scan.max_bytes", 1L, 1L << 30, is.bytes()),
                keys.integer("egress.scan.max_findings", 1, 100_000, is.findings()),
                keys.bytes("egress.scan.max_decoded", 0L, 1L << 30, is.decodedBytes()),
                keys.duration("egress.scan.timeout", Duration.ofMillis(1), Duration.ofMinutes(5), is.time()),
                keys.integer("egress.scan.min_confidence", 1, 100, is.confidence()));
    }

    private static ContentRules content(ConfigReader keys) {
        ContentRules is = ContentRules.DEFAULTS;
        return new ContentRules(
                keys.word("egress.default.secrets", Verdict.class, is.secrets()),
                keys.word("egress.default.personal", Verdict.class, is.personal()),
                keys.word("egress.default.custom", Verdict.class, is.custom()),
                whole(keys, "egress.default.copies", is.copies()),
                whole(keys, "egress.default.incomplete", is.incomplete()));
    }

    /** A verdict on what cannot be redacted. */
    private static Verdict whole(ConfigReader keys, String key, Verdict fallback) {
        Verdict verdict = keys.word(key, Verdict.class, fallback);
        if (verdict == Verdict.REDACT) {
            keys.error(key, "there is nothing to redact, expected allow or block");
            return fallback;
        }
        return verdict;
    }

    private static DestinationRules destinations(ConfigReader keys) {
        DestinationRules is = DestinationRules.DEFAULTS;
        List<Long> ports = List.of(443L);
        return new DestinationRules(
                keys.bool("egress.destination.http", is.http()),
                new HashSet<>(keys
                        .tree(
                                "egress.destination.ports",
                                Typed.list(Typed.integer(1, MAX_PORT)),
                                ports,
                                ConfigKeys::shown)
                        .stream()
                        .map(Long::intValue)
                        .toList()),
                keys.bool("egress.destination.deceptive", is.deceptive()),
                keys.tree("egress.destination.allowed", Typed.list(BLOCK), is.allowed(), EgressKeys::counted),
                keys.tree("egress.destination.blocked", Typed.list(BLOCK), is.blocked(), EgressKeys::counted));
    }

    private static EgressConfig.Dns dns(ConfigReader keys) {
        EgressConfig.Dns is = EgressConfig.Dns.DEFAULTS;
        return new EgressConfig.Dns(
                keys.bool("egress.dns.resolve", is.resolve()),
                keys.duration("egress.dns.timeout", Duration.ofMillis(1), Duration.ofMinutes(1), is.timeout()),
                keys.integer("egress.dns.threads", 1, 1_000, is.threads()),
                keys.integer("egress.dns.queue", 1, 100_000, is.queue()));
    }

    private static EgressConfig.LabelRules labels(ConfigReader keys) {
        EgressConfig.LabelRules is = EgressConfig.LabelRules.DEFAULTS;
        List<Clearances.Entry> accepted = keys.tree(
                "egress.labels.accepted",
                Typed.list(Typed.mapping(EgressKeys::accepted)),
                is.accepted().entries(),
                EgressKeys::counted);
        List<Declassification> steps = keys.tree(
                "egress.labels.declassify",
                Typed.list(Typed.mapping(EgressKeys::declassification)),
                List.of(),
                EgressKeys::counted);
        return new EgressConfig.LabelRules(
                accepted.isEmpty() ? Clearances.PUBLIC : new Clearances(accepted),
                steps.isEmpty() ? Declassifications.NONE : declassifications(keys, steps),
                keys.integer("egress.labels.sessions", 1, 10_000_000, is.sessions()),
                keys.duration("egress.labels.idle", Duration.ofSeconds(1), Duration.ofDays(7), is.idle()));
    }

    private static Declassifications declassifications(ConfigReader keys, List<Declassification> steps) {
        Declassifications.Reading reading = Declassifications.of(steps);
        if (reading instanceof Declassifications.Reading.Clear clear) {
            return clear.declassifications();
        }
        ((Declassifications.Reading.Refused) reading)
                .problems()
                .forEach(problem -> keys.error("egress.labels.declassify", problem));
        return Declassifications.NONE;
    }

    private static Clearances.@Nullable Entry accepted(MappingReader keys) {
        HostPattern host = keys.required("host", HOST);
        List<Label> labels = keys.required("labels", Typed.list(LABEL));
        if (labels != null && labels.size() > Labels.MOST) {
            keys.error("labels", "too many, expected at most " + Labels.MOST);
            return null;
        }
        return host == null || labels == null ? null : new Clearances.Entry(host, new Labels(labels));
    }

    private static @Nullable Declassification declassification(MappingReader keys) {
        Label from = keys.required("from", LABEL);
        Label to = keys.required("to", LABEL);
        String when = keys.required("when", Typed.TEXT);
        return from == null || to == null || when == null ? null : new Declassification(from, to, when);
    }

    private static EgressConfig.Known known(ConfigReader keys) {
        EgressConfig.Known is = EgressConfig.Known.NOTHING;
        EgressConfig.Known known = new EgressConfig.Known(
                keys.tree(
                        "egress.detectors",
                        Typed.list(Typed.mapping(EgressKeys::detector)),
                        is.detectors(),
                        EgressKeys::counted),
                ConfigKeys.optionalPath(keys, "egress.corpus.file"),
                keys.integer("egress.corpus.agreement", MIN_AGREEMENT, 100, is.agreement()),
                ConfigKeys.optionalPath(keys, "egress.secrets.file"),
                ConfigKeys.optionalPath(keys, "egress.secrets.key"));
        if ((known.secrets() == null) != (known.secretsKey() == null)) {
            keys.error("egress.secrets.key", "secrets and their key go together, expected both or none");
        }
        return known;
    }

    private static @Nullable CustomDetector detector(MappingReader keys) {
        String name = keys.required("name", Typed.TEXT);
        String pattern = keys.required("pattern", Typed.TEXT);
        List<String> keywords = keys.list("keywords", Typed.TEXT, List.of());
        int confidence = keys.integer("confidence", 1, 100, CONFIDENCE);
        boolean luhn = keys.bool("luhn", false);
        if (name == null || pattern == null) {
            return null;
        }
        CustomDetector.Result result = CustomDetector.of(name, pattern, keywords, confidence, luhn);
        if (result instanceof CustomDetector.Refused refused) {
            keys.error("name", refused.message());
            return null;
        }
        return ((CustomDetector.Made) result).detector();
    }

    private static EgressConfig.Work work(ConfigReader keys) {
        EgressConfig.Work is = EgressConfig.Work.DEFAULTS;
        return new EgressConfig.Work(
                keys.integer("egress.work.threads", 1, 1_000, is.threads()),
                keys.integer("egress.work.queue", 1, 100_000, is.queue()),
                keys.bytes("egress.work.inline", 0, MIB, is.inline()),
                keys.integer("egress.work.streams", 1, 1_000_000, is.streams()),
                keys.bytes("egress.work.held", MIB, 1 << 30, is.held()));
    }

    private static String counted(List<?> list) {
        return list.isEmpty() ? "[]" : "[" + list.size() + " of them]";
    }
}
