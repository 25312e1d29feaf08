package dev.postern.sidecar.cache;

import dev.postern.crypto.ByteBuilder;
import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.DecisionCache;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers through the tiers: the whole question, then the decision class, with certificates in place of dear
 * comparisons. Once the breaker has tripped every answer is worked out afresh. Thread-safe.
 */
public final class TieredDecisions implements DecisionCache {

    /** Bytes of the longest question that is kept whole; longer ones would push out what is of more use. */
    private static final int LONGEST_QUESTION = 512;

    private static final int EXACT_STRETCH = 64;
    private static final int PATTERN_STRETCH = 8;

    private final CacheConfig config;
    private final LocalTier local;
    private final Lifetimes lifetimes;
    private final Lifetimes ofCertificates;
    private final Breaker breaker;
    private final CacheCounters counters;
    private final ShadowCheck shadow;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final List<TierGauge> exactGauges = new CopyOnWriteArrayList<>();
    private final List<TierGauge> patternGauges = new CopyOnWriteArrayList<>();

    TieredDecisions(
            CacheConfig config,
            LocalTier local,
            Lifetimes lifetimes,
            Lifetimes ofCertificates,
            Breaker breaker,
            CacheCounters counters,
            ShadowCheck shadow,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.config = config;
        this.local = local;
        this.lifetimes = lifetimes;
        this.ofCertificates = ofCertificates;
        this.breaker = breaker;
        this.counters = counters;
        this.shadow = shadow;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public Desk open() {
        TierGauge exact = new TierGauge(config.exact(), EXACT_STRETCH, nanoTime);
        TierGauge pattern = new TierGauge(config.certificates(), PATTERN_STRETCH, nanoTime);
        exactGauges.add(exact);
        patternGauges.add(pattern);
        return new TieredDesk(exact, pattern);
    }

    /** How many threads find that answers kept by question pay. */
    public long exactOn() {
        return exactGauges.stream().filter(TierGauge::isOn).count();
    }

    /** How many threads find that certificates pay; those that met no dear comparison are among them. */
    public long patternOn() {
        return patternGauges.stream().filter(TierGauge::isOn).count();
    }

    private final class TieredDesk implements Desk {

        private final TierGauge exact;
        private final TierGauge pattern;
        private final CertificateTier certificates;
        private final Scratch scratch;
        private final Scratch plain = new Scratch();
        private final ByteBuilder key = new ByteBuilder(1 << 9);
        private @Nullable Program last;
        private CacheLabel label = CacheLabel.NONE;
        private long ageMillis;
        private int hits;

        TieredDesk(TierGauge exact, TierGauge pattern) {
            this.exact = exact;
            this.pattern = pattern;
            this.certificates = new CertificateTier(local, ofCertificates, pattern, counters, clock);
            this.scratch = new Scratch(certificates);
        }

        @Override
        public Template decide(Program program, Check check) {
            turnTo(program);
            if (!config.enabled() || breaker.isTripped()) {
                label = CacheLabel.BYPASS;
                ageMillis = 0;
                return program.decideAfresh(check, plain);
            }
            Template template = exact.ask() ? exactly(program, check) : classify(program, check);
            exact.answered(label == CacheLabel.EXACT);
            if (label != CacheLabel.NONE && config.shadow() > 0 && ++hits >= config.shadow()) {
                hits = 0;
                shadow.compare(program, check, template);
            }
            return template;
        }

        @Override
        public CacheLabel label() {
            return label;
        }

        @Override
        public long ageMillis() {
            return ageMillis;
        }

        private Template exactly(Program program, Check check) {
            String principal = check.principal().id();
            Epochs epochs = local.epochs(check.tenant(), principal);
            long boundary = program.project(check, scratch, key);
            if (boundary <= check.nowMillis() || key.size() > LONGEST_QUESTION) {
                return classify(program, check);
            }
            EntryKey question = EntryKey.of(Namespace.DECISION, check.tenant(), key.toByteArray());
            Kept known = local.find(question, principal, check.nowMillis(), check);
            if (known != null) {
                counters.exactHits.increment();
                label = CacheLabel.EXACT;
                ageMillis = check.nowMillis() - known.fromMillis();
                return (Template) known.value();
            }
            counters.exactMisses.increment();
            Template template = classify(program, check);
            long until = lifetimes.until(check.nowMillis(), boundary);
            local.keep(question, template, 0, epochs, check.nowMillis(), until);
            return template;
        }

        private Template classify(Program program, Check check) {
            certificates.turnTo(check);
            Template template = program.decide(check, scratch);
            label = CacheLabel.of(scratch.tier());
            ageMillis = Math.max(0, check.nowMillis() - certificates.oldest());
            return template;
        }

        @SuppressWarnings("ReferenceEquality") // a program is itself only
        private void turnTo(Program program) {
            if (last != program) {
                last = program;
                exact.restart();
                pattern.restart();
            }
        }
    }
}
