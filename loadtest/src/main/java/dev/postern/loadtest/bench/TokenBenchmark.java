package dev.postern.loadtest.bench;

import dev.postern.capability.Attenuation;
import dev.postern.capability.Grant;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Possession;
import dev.postern.capability.Refusal;
import dev.postern.capability.RevocationTable;
import dev.postern.capability.Rights;
import dev.postern.capability.Terms;
import dev.postern.capability.Token;
import dev.postern.capability.TokenCredential;
import dev.postern.capability.TokenText;
import dev.postern.capability.TokenVerifier;
import dev.postern.capability.TrustSet;
import dev.postern.capability.Verification;
import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.Ed25519;
import dev.postern.crypto.PreAuthEncoding;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.identity.CapabilityConfig;
import dev.postern.sidecar.identity.HeaderName;
import dev.postern.sidecar.identity.Shown;
import dev.postern.sidecar.identity.TokenIdentification;
import dev.postern.sidecar.identity.TrustedIssuers;
import dev.postern.sidecar.revocation.RevocationView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A check of a token: {@code rawVerify} is the signature alone, over as many bytes, by a key that comes as its 32 bytes,
 * {@code rawVerifyKnownKey} by one decoded before, such as an issuer's; {@code verify} is everything there is to a token
 * never seen before, {@code verifyAndGrant} with the evaluation of its rights, {@code verifyChainOfFour} to one of four
 * links by as many keys, {@code verifyWidest} to one of sixteen capabilities on sixteen scopes; {@code known} is what a check
 * takes whose token was seen before, {@code knownAndGranted} with the evaluation of its rights.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenBenchmark {

    private static final long NOW = 1_800_000_000L;
    private static final List<String> AUDIENCE = List.of("postern");
    private static final Lifetime LIFETIME = new Lifetime(NOW, NOW, NOW + 600);

    private final SigningKey issuer = SigningKey.generate(new SplittableRandom(1));
    private final SigningKey[] holders = Stream.of(2, 3, 4, 5)
            .map(seed -> SigningKey.generate(new SplittableRandom(seed)))
            .toArray(SigningKey[]::new);
    private final Token token = token(rights("file.*", "/docs/**"));
    private final String one = TokenText.print(token);
    private final String four = TokenText.print(narrowed(narrowed(narrowed(token))));
    private final String widest = TokenText.print(token(widest()));
    private final TrustSet trust =
            new TrustSet(List.of(new TrustSet.Issuer("acme", List.of(issuer.publicKey()), Set.of())));
    private final TokenVerifier verifier = new TokenVerifier(trust);

    private final PreAuthEncoding signed = PreAuthEncoding.of(Grant.PAYLOAD_TYPE, new byte[one.length() / 2]);
    private final byte[] message = signed.toByteArray();
    private final Signature signature = issuer.sign(signed);
    private final byte[] signatureBytes = signature.toByteArray();
    private final byte[] issuerKey = issuer.publicKey().toByteArray();

    private final Check check =
            new Check("default", Principal.NOBODY, "file.read", "/docs/42", Map.of(), Attributes.NONE, NOW * 1000);
    private final Scratch scratch = new Scratch();
    private final Shown shown = new Header("Bearer " + one);
    private final Shown shownFour = new Header("Bearer " + four);
    private final TokenIdentification identification = identification();

    @Benchmark
    public boolean rawVerify() {
        return Objects.requireNonNull(Ed25519.PREFERRED.verifier(issuerKey)).verify(message, signatureBytes);
    }

    @Benchmark
    public boolean rawVerifyKnownKey() {
        return issuer.publicKey().verify(signed, signature);
    }

    @Benchmark
    public Verification verify() {
        return verifier.verify(TokenText.parse(one));
    }

    @Benchmark
    public @Nullable Refusal verifyAndGrant() {
        return ((Verification.Verified) verify()).token().grants(check, scratch);
    }

    @Benchmark
    public Verification verifyWidest() {
        return verifier.verify(TokenText.parse(widest));
    }

    @Benchmark
    public Verification verifyChainOfFour() {
        return verifier.verify(TokenText.parse(four));
    }

    @Benchmark
    public @Nullable Check known() {
        return identification.now(check, shown);
    }

    @Benchmark
    public @Nullable Check knownChainOfFour() {
        return identification.now(check, shownFour);
    }

    @Benchmark
    public @Nullable Reason knownAndGranted() {
        Check known = identification.now(check, shown);
        return known == null ? Reason.INTERNAL : known.credential().refusal(known, scratch);
    }

    private TokenIdentification identification() {
        CapabilityConfig is = CapabilityConfig.DEFAULTS;
        CapabilityConfig config = new CapabilityConfig(
                List.of(),
                new Terms(Set.copyOf(AUDIENCE), Duration.ZERO, Duration.ofMinutes(60)),
                is.header(),
                is.proofHeader(),
                false,
                is.proofs(),
                is.work(),
                null);
        TokenIdentification made = new TokenIdentification(
                config,
                new TrustedIssuers(trust),
                new RevocationView(
                        new RevocationTable(1_000), Duration.ofSeconds(2), System::nanoTime, InstantSource.system()),
                new TokenIdentification.Surroundings(
                        () -> null, Runnable::run, Runnable::run, System::nanoTime, new Faults()));
        for (Shown each : List.of(shown, shownFour)) {
            made.identify(check, each, Caller.PATIENT, known -> {
                if (!(known.credential() instanceof TokenCredential)) {
                    throw new IllegalStateException("the benchmark's own token is refused");
                }
            });
        }
        return made;
    }

    private Token token(Rights rights) {
        return Token.issue(
                new Grant(
                        "t-1",
                        "default",
                        "agent-7",
                        "acme",
                        AUDIENCE,
                        LIFETIME,
                        rights,
                        Possession.heldBy(holders[0].publicKey()),
                        null,
                        Map.of()),
                issuer);
    }

    private Token narrowed(Token parent) {
        int links = parent.links().size();
        Attenuation.Result result = Attenuation.attenuate(
                parent,
                new Attenuation.Narrower(
                        "t-2",
                        AUDIENCE,
                        LIFETIME,
                        rights("file.read", "/docs/**"),
                        Possession.heldBy(holders[links].publicKey())),
                holders[links - 1]);
        return ((Attenuation.Result.Attenuated) result).token();
    }

    private static Rights widest() {
        return new Rights(
                IntStream.range(0, Rights.MAX_PATTERNS)
                        .mapToObj(i -> new ActionPattern("service" + i + ".*"))
                        .toList(),
                IntStream.range(0, Rights.MAX_PATTERNS)
                        .mapToObj(i -> new ResourcePattern("/docs/" + i + "/**"))
                        .toList(),
                null);
    }

    private static Rights rights(String action, String resource) {
        return new Rights(List.of(new ActionPattern(action)), List.of(new ResourcePattern(resource)), null);
    }

    /** A request with one header. */
    private record Header(String authorization) implements Shown {
        @Override
        public @Nullable String header(HeaderName name) {
            return name.equals(HeaderName.AUTHORIZATION) ? authorization : null;
        }
    }
}
