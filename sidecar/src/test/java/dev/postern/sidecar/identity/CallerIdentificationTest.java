package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Outcome;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import dev.postern.policy.Value;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.FactsRead;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.identity.CallerIdentification.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerIdentificationTest {

    private static final Principal NOBODY = Principal.NOBODY;
    private static final PeerConfig PEERS =
            new PeerConfig(Set.of("td"), List.of(PeerConfig.Kind.SPIFFE), Set.of("spiffe://td/front"));

    private final ActiveProgram active = new ActiveProgram();
    private final DecisionPipeline pipeline =
            new DecisionPipeline(active, new LimitCounters(10), Reading::new, DecisionObserver.NONE);
    private final JwksSource keys = new JwksSource(Jwts.ISSUER, Jwts::jwks, JwtConfig.Keys.DEFAULTS, System::nanoTime);
    private final KnownJwts jwts = new KnownJwts(
            new JwtVerifier(List.of(new JwtVerifier.Trusted(Jwts.issuer(), keys)), 0), 100, Runnable::run, 10);
    private final IdentityCounters counters = new IdentityCounters();
    private final List<String> receipts = new ArrayList<>();

    @Test
    void aTokenNamesThePrincipalWhateverElseWasProved() {
        policy("permit read on '/**' when principal.id = 'alice' and principal.roles contains 'reader'"
                + " and principal.org = 42 and source.caller = 'alice'");
        assertThat(ask(false, NOBODY, bearing(Jwts.of("alice", Jwts.NOW)))).isEqualTo("policy.permit");
        assertThat(ask(false, NOBODY, bearing(Jwts.of("bob", Jwts.NOW)))).isEqualTo("policy.default");
        assertThat(ask(false, NOBODY, Shown.NOTHING)).isEqualTo("policy.default");
    }

    @Test
    void aTokenThatIsNotGoodDeniesThoughPolicyPermitsEverybody() {
        policy("permit ** on '/**'");
        assertThat(ask(true, NOBODY, Shown.NOTHING)).isEqualTo("policy.permit");
        assertThat(ask(true, NOBODY, bearing(Jwts.of("alice", Jwts.NOW) + "x"))).isEqualTo("jwt.malformed");
        assertThat(ask(true, NOBODY, bearing(Jwts.of("alice", Jwts.NOW - 900_000))))
                .isEqualTo("jwt.expired");
        assertThat(counters.refused()).isEqualTo(2);
    }

    @Test
    void credentialsThatAreNoneOfOursAreLeftToOthers() {
        policy("permit ** on '/**'");
        assertThat(ask(true, NOBODY, header("authorization", "Basic eyJ.a.b"))).isEqualTo("policy.permit");
        assertThat(ask(true, NOBODY, header("authorization", "Bearer pt1.abc"))).isEqualTo("policy.permit");
    }

    @Test
    void anAssertionCountsWhereTheListenerTrustsItAndNothingSaysOtherwise() {
        policy("permit read on '/**' when principal.id = 'alice'");
        assertThat(ask(true, Principal.of("alice"), Shown.NOTHING)).isEqualTo("policy.permit");
        assertThat(ask(false, Principal.of("alice"), Shown.NOTHING)).isEqualTo("input.untrusted");
        assertThat(ask(true, Principal.of("alice"), bearing(Jwts.of("bob", Jwts.NOW))))
                .isEqualTo("identity.asserted");
    }

    @Test
    void whoNamesThemselvesGetsWhatWasProvedAndNoMore() {
        policy("permit read on '/**' when principal.roles contains 'admin' or principal.roles contains 'reader'");
        assertThat(ask(false, Principal.of("alice"), bearing(Jwts.of("alice", Jwts.NOW))))
                .isEqualTo("policy.permit");
        Principal grander = new Principal("alice", List.of("admin"), Map.of());
        assertThat(ask(false, grander, bearing(Jwts.of("alice", Jwts.NOW)))).isEqualTo("identity.asserted");
    }

    @Test
    void policySaysWhoMaySpeakForWhom() {
        policy("permit read on '/**' when principal.id = 'alice'\n"
                + "permit identity.assert on '/principals/alice' when principal.id = 'gateway'"
                + " and not asserted.roles contains 'admin'");
        Shown gateway = bearing(Jwts.of("gateway", Jwts.NOW));
        assertThat(ask(false, Principal.of("alice"), gateway)).isEqualTo("policy.permit");
        assertThat(ask(false, Principal.of("bob"), gateway)).isEqualTo("identity.asserted");
        assertThat(ask(false, new Principal("alice", List.of("admin"), Map.of()), gateway))
                .isEqualTo("identity.asserted");
        assertThat(ask(false, Principal.of("alice"), bearing(Jwts.of("mallory", Jwts.NOW))))
                .isEqualTo("identity.asserted");
        assertThat(counters.asserted()).isEqualTo(4);
    }

    @Test
    void theReceiptTellsWhoSpokeForAnother() {
        policy("permit read on '/**' when principal.id = 'alice'\n"
                + "permit identity.assert on '/principals/alice' when principal.id = 'gateway'");
        assertThat(ask(false, Principal.of("alice"), bearing(Jwts.of("gateway", Jwts.NOW))))
                .isEqualTo("policy.permit");
        assertThat(receipts).containsExactly("source.caller=gateway");
    }

    @Test
    void aDenialToSpeakIsFinalThoughEverythingElseIsPermitted() {
        policy("permit ** on '/**'\ndeny identity.assert on '/principals/root'");
        Shown gateway = bearing(Jwts.of("gateway", Jwts.NOW));
        assertThat(ask(false, Principal.of("alice"), gateway)).isEqualTo("policy.permit");
        assertThat(ask(false, Principal.of("root"), gateway)).isEqualTo("identity.asserted");
    }

    @Test
    void aForwardedCertificateCountsFromATrustedPeerOnly() {
        policy("permit read on '/**' when principal.id = 'spiffe://td/ns/a' and source.trust_domain = 'td'");
        String header = "URI=spiffe://td/ns/a";
        assertThat(envoy("spiffe://td/front", header)).isEqualTo("policy.permit");
        assertThat(envoy("spiffe://td/other", header)).isEqualTo("policy.default");
        assertThat(envoy("spiffe://td/front", "=")).isEqualTo("identity.forwarded");
        assertThat(ask(true, NOBODY, header("x-forwarded-client-cert", header))).isEqualTo("policy.default");
    }

    @Test
    void whatWasProvedComesBeforeWhatTheDoorSays() {
        SourceFacts facts = new SourceFacts(
                path -> new Value.Text("door"), Map.of("principal", new Value.Text("proved")), "caller");
        assertThat(facts.find(FieldPath.of("source.principal"))).isEqualTo(new Value.Text("proved"));
        assertThat(facts.find(FieldPath.of("source.caller"))).isEqualTo(new Value.Text("caller"));
        assertThat(facts.find(FieldPath.of("source.caller.x"))).isNull();
        assertThat(facts.find(FieldPath.of("source.address"))).isEqualTo(new Value.Text("door"));
        assertThat(facts.find(FieldPath.of("request.path"))).isEqualTo(new Value.Text("door"));
        assertThat(new SourceFacts(path -> new Value.Text("door"), Map.of(), "").find(FieldPath.of("source.caller")))
                .as("nobody was proved, whatever a door says")
                .isNull();
    }

    private void policy(String text) {
        Compilation compilation = Program.compile(List.of(new SourceFile("a.ccl", text + "\n")));
        if (!(compilation instanceof Compilation.Compiled compiled)) {
            throw new AssertionError(compilation);
        }
        active.set(compiled.program());
    }

    private String envoy(String source, String forwarded) {
        return ask(true, Principal.of(source), new Shown() {
            @Override
            public @Nullable String header(HeaderName name) {
                return name.equals(Peers.FORWARDED) ? forwarded : null;
            }

            @Override
            public boolean isAsserted() {
                return false;
            }
        });
    }

    private String ask(boolean trust, Principal asserted, Shown shown) {
        CallerIdentification identification = new CallerIdentification(
                new JwtBearer(HeaderName.AUTHORIZATION, true),
                jwts,
                new Peers(PEERS),
                trust,
                new Surroundings(
                        active, () -> null, Duration.ofSeconds(1).toNanos(), System::nanoTime, pipeline.faults()),
                counters);
        Check check = new Check("default", asserted, "read", "/docs/1", Map.of(), Attributes.NONE, Jwts.NOW);
        List<Template> answers = new ArrayList<>();
        identification.identify(
                check,
                shown,
                Caller.PATIENT,
                known -> pipeline.decide(known, Door.DECIDE, 0, decision -> answers.add(decision.template())));
        assertThat(answers).hasSize(1);
        assertThat(pipeline.faults().count()).isZero();
        Template answer = answers.get(0);
        assertThat(answer.outcome() == Outcome.ALLOW)
                .isEqualTo(answer.reason().code().equals("policy.permit"));
        return answer.reason().code();
    }

    private static Shown bearing(String token) {
        return header("authorization", "Bearer " + token);
    }

    private static Shown header(String name, String value) {
        return new Shown() {
            @Override
            public @Nullable String header(HeaderName asked) {
                return asked.text().equals(name) ? value : null;
            }
        };
    }

    /** Keeps the facts of who asks that come with each receipt. */
    private final class Reading implements Lane {

        private final Lane lane = new Lanes(0).open();

        @Override
        public boolean keepsReceipts() {
            return true;
        }

        @Override
        public Decision record(
                Door door,
                @Nullable Check check,
                FactsRead facts,
                Template template,
                CacheLabel cache,
                @Nullable Program program,
                Certifier certifier,
                long now) {
            for (int i = 0; i < facts.count(); i++) {
                if (facts.value(i) instanceof Value.Text text) {
                    receipts.add(facts.path(i) + "=" + text.value());
                }
            }
            return lane.record(door, check, facts, template, cache, program, certifier, now);
        }

        @Override
        public void await(Decision decision, Caller caller, Awaiting awaiting) {
            lane.await(decision, caller, awaiting);
        }
    }
}
