package dev.postern.sidecar.identity;

import dev.postern.sidecar.identity.CallerIdentification.Surroundings;
import dev.postern.sidecar.identity.JwtVerifier.Trusted;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** What all listeners know of those who ask: keys of issuers, verified tokens, counts. Thread-safe. */
public final class Callers {

    private final IdentityConfig config;
    private final Surroundings around;
    private final List<JwksSource> sources;
    private final KnownJwts jwts;
    private final Peers peers;
    private final JwtBearer bearer;
    private final IdentityCounters counters = new IdentityCounters();

    private Callers(IdentityConfig config, List<Trusted> issuers, Executor verifiers, Surroundings around) {
        this.config = config;
        this.around = around;
        this.sources = issuers.stream().map(Trusted::keys).toList();
        JwtConfig jwt = config.jwt();
        this.jwts = new KnownJwts(
                new JwtVerifier(issuers, jwt.leeway().toMillis()),
                jwt.cached(),
                verifiers,
                config.work().waiting());
        this.peers = new Peers(config.peer());
        this.bearer = new JwtBearer(HeaderName.of(jwt.header()), !issuers.isEmpty());
    }

    /**
     * Knows nobody yet, and has looked at no keys.
     *
     * @param client reads key sets; must not follow redirects
     * @param verifiers where signatures are verified and keys looked for; bounded, rejects when full
     * @throws IllegalArgumentException when keys are at a place that is not safe
     */
    public static Callers of(IdentityConfig config, HttpClient client, Executor verifiers, Surroundings around) {
        List<Trusted> issuers = new ArrayList<>();
        for (JwtIssuer issuer : config.jwt().issuers()) {
            JwtConfig.Keys keys = config.jwt().keys();
            JwksPlace place = issuer.jwks().contains("://")
                    ? JwksUrl.of(client, issuer.jwks(), keys.timeout(), keys.maxBytes())
                    : new JwksFile(Path.of(issuer.jwks()), keys.maxBytes());
            issuers.add(new Trusted(issuer, new JwksSource(issuer.name(), place, keys, around.nanoTime())));
        }
        return new Callers(config, issuers, verifiers, around);
    }

    /** Names those who ask on a listener that trusts, or does not, what they say of themselves. */
    public Identification on(boolean trustAsserted) {
        return new CallerIdentification(bearer, jwts, peers, trustAsserted, around, counters);
    }

    /** Looks at the keys of every issuer. Blocks. */
    public void lookAtKeys() {
        sources.forEach(JwksSource::look);
    }

    public IdentityConfig config() {
        return config;
    }

    public IdentityCounters counters() {
        return counters;
    }

    /** JSON Web Tokens verified. */
    public long verifications() {
        return jwts.verifications();
    }

    /** Checks that wait for a token to be verified. */
    public int waiting() {
        return jwts.waiting();
    }

    /** How often the keys of an issuer could not be read. */
    public long keyFailures() {
        return sources.stream().mapToLong(JwksSource::failures).sum();
    }
}
