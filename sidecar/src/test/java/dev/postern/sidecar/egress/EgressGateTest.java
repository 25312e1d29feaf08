package dev.postern.sidecar.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.CertificateCheck;
import dev.postern.egress.Direction;
import dev.postern.egress.Verdict;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Compilation;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.FactsRead;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.LaneSource;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.decide.ReceiptState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressGateTest {

    private static final Asked ASKED = new Asked(Door.EGRESS, 0, Caller.PATIENT, true);
    private static final String PERMIT = "permit egress.connect on /*.example.com/**";
    private static final String MAIL = "write to ada@lovelace.org today";

    private final SigningKey key = SigningKey.ofSeed(new byte[32]);

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/v1, ALLOW, policy.permit",
        "https://example.com/v1, BLOCK, policy.default",
        "https://user@api.example.com/, BLOCK, egress.destination",
        "http://api.example.com/, BLOCK, egress.destination",
        "https://api.example.com:22/, BLOCK, egress.destination",
        "https://private.example.com/, BLOCK, egress.address",
        "https://mixed.example.com/, BLOCK, egress.address",
        "https://nowhere.example.com/, BLOCK, egress.unresolved",
        "https://0x7f.1/, BLOCK, egress.address",
    })
    void aDestinationIsReadResolvedAndDecided(String url, Verdict verdict, String reason) {
        EgressOutcome outcome = check(PERMIT, url, "hello");
        assertThat(outcome.verdict()).isEqualTo(verdict);
        assertThat(outcome.strictest().reason()).isEqualTo(reason);
    }

    @Test
    void personalDataIsRedactedAndARuleMayLetItPass() {
        EgressOutcome redacted = check(PERMIT, "https://api.example.com/", MAIL);
        assertThat(redacted.verdict()).isEqualTo(Verdict.REDACT);
        assertThat(Objects.requireNonNull(redacted.redacted()).toStringUtf8())
                .isEqualTo("write to [EMAIL_REDACTED] today");
        String permissive = PERMIT + "\npermit egress.send on /*.example.com/** when egress.findings.secrets = 0";
        assertThat(check(permissive, "https://api.example.com/", MAIL).verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void whatIsFoundInTheUrlBlocks() {
        assertThat(check(PERMIT, "https://api.example.com/?q=ada@lovelace.org", "hello")
                        .strictest()
                        .reason())
                .isEqualTo("egress.unredactable");
    }

    @Test
    void theStrictestOfSeveralDestinationsCounts() {
        EgressOutcome outcome =
                check(gate(PERMIT, Runnable::run), question("", "https://api.example.com/", "https://evil.org/"), MAIL);
        assertThat(outcome.answers()).extracting(EgressAnswer::verdict).containsExactly(Verdict.REDACT, Verdict.BLOCK);
        assertThat(outcome.verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void aSessionThatSawASecretKeepsIt() {
        EgressGate gate = gate(PERMIT, Runnable::run);
        assertThat(check(gate, question("secret", "https://api.example.com/"), "hello")
                        .strictest()
                        .reason())
                .isEqualTo("egress.labels");
        assertThat(check(gate, question("", "https://api.example.com/"), "hello")
                        .strictest()
                        .reason())
                .isEqualTo("egress.labels");
    }

    @Test
    void underLoadItBlocksRatherThanLookLess() {
        Executor full = work -> {
            throw new RejectedExecutionException();
        };
        EgressOutcome outcome = check(gate(PERMIT, full), question("", "https://api.example.com/"), "x".repeat(5000));
        assertThat(outcome.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(outcome.strictest().reason()).isEqualTo("shed.overload");
    }

    @Test
    void aCertificateSpeaksOfThisContentOnly() {
        byte[] envelope = check(PERMIT, "https://api.example.com/", MAIL)
                .strictest()
                .certificate()
                .toByteArray();
        var keys = List.of(key.publicKey());
        assertThat(CertificateCheck.of(envelope, keys, Sha256.of(bytes(MAIL))))
                .isInstanceOf(CertificateCheck.Valid.class);
        assertThat(CertificateCheck.of(envelope, keys, Sha256.of(bytes("write to [EMAIL_REDACTED] today"))))
                .isInstanceOf(CertificateCheck.Valid.class);
        assertThat(CertificateCheck.of(envelope, keys, Sha256.of(bytes("other"))))
                .isEqualTo(new CertificateCheck.Invalid(CertificateCheck.Fault.CONTENT));
        assertThat(new String(envelope, StandardCharsets.UTF_8)).doesNotContain("lovelace");
        byte[] forged = envelope.clone();
        forged[forged.length / 2] ^= 1;
        assertThat(CertificateCheck.of(forged, keys, null)).isInstanceOf(CertificateCheck.Invalid.class);
    }

    @Test
    void aCertificateTellsWhatWasAnsweredThoughTheReceiptTellsWhatPolicySaid() throws Exception {
        List<ContentDigest> named = new ArrayList<>();
        for (ReceiptState state : List.of(ReceiptState.TAKEN, ReceiptState.REFUSED)) {
            EgressAnswer answer = check(
                            gate(PERMIT, Runnable::run, () -> new NamingLane(state, named)),
                            question("", "https://api.example.com/"),
                            "hello")
                    .strictest();
            CertificateCheck.Valid certificate = (CertificateCheck.Valid)
                    CertificateCheck.of(answer.certificate().toByteArray(), List.of(key.publicKey()), null);
            ContentDigest digest = CanonicalBytes.of(certificate.certificate()).digest();
            boolean taken = state == ReceiptState.TAKEN;
            assertThat(certificate.certificate().get("verdict")).isEqualTo(new JsonString(taken ? "ALLOW" : "BLOCK"));
            assertThat(digest.equals(named.remove(0))).isEqualTo(taken);
            assertThat(named).isEmpty();
        }
    }

    /** A lane on which every receipt fares the same. */
    private record NamingLane(ReceiptState state, List<ContentDigest> named) implements Lane {

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
            DecisionId id = new DecisionId(1, 2, 3);
            named.add(Objects.requireNonNull(certifier.certify(id, template, "")));
            return new Decision(template, cache, "", id, state);
        }

        @Override
        public void await(Decision decision, Caller caller, Awaiting awaiting) {
            awaiting.settled(false);
        }
    }

    @Test
    void aStreamSplitAnywhereReleasesWhatAWholeContentWould() {
        byte[] content = bytes(MAIL + " or to grace@hopper.net, please");
        String expected = "write to [EMAIL_REDACTED] today or to [EMAIL_REDACTED], please";
        for (int split = 0; split <= content.length; split++) {
            EgressStream stream = gate(PERMIT, Runnable::run).stream(question("", "https://api.example.com/"), ASKED)
                    .orElseThrow();
            ByteArrayOutputStream released = new ByteArrayOutputStream();
            stream.open();
            released.writeBytes(stream.push(Arrays.copyOfRange(content, 0, split)));
            released.writeBytes(stream.push(Arrays.copyOfRange(content, split, content.length)));
            List<EgressOutcome> outcomes = new ArrayList<>();
            stream.end(released::writeBytes, outcomes::add);
            assertThat(released.toString(StandardCharsets.UTF_8))
                    .as("split at %d", split)
                    .isEqualTo(expected);
            assertThat(outcomes)
                    .singleElement()
                    .extracting(EgressOutcome::verdict)
                    .isEqualTo(Verdict.REDACT);
        }
    }

    private EgressOutcome check(String policy, String url, String content) {
        return check(gate(policy, Runnable::run), question("", url), content);
    }

    private static EgressOutcome check(EgressGate gate, EgressQuestion question, String content) {
        List<EgressOutcome> outcomes = new ArrayList<>();
        gate.check(question, bytes(content), ASKED, outcomes::add);
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private EgressGate gate(String policy, Executor executor) {
        return gate(policy, executor, new Lanes(0));
    }

    private EgressGate gate(String policy, Executor executor, LaneSource lanes) {
        ActiveProgram active = new ActiveProgram();
        active.set(((Compilation.Compiled) Program.compile(List.of(new SourceFile("p.ccl", policy)))).program());
        DecisionPipeline pipeline = new DecisionPipeline(active, new LimitCounters(10), lanes, DecisionObserver.NONE);
        return EgressGates.of(pipeline, active, executor, key);
    }

    private static EgressQuestion question(String label, String... urls) {
        Labels labels = label.isEmpty() ? Labels.NONE : Objects.requireNonNull(Labels.parse(List.of(label)));
        return new EgressQuestion(
                "default",
                Principal.of("ada"),
                List.of(urls),
                labels,
                "s",
                Direction.REQUEST,
                Map.of(),
                Attributes.NONE,
                Credential.NONE,
                true,
                0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
