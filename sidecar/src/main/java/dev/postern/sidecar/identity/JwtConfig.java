package dev.postern.sidecar.identity;

import java.time.Duration;
import java.util.List;

/**
 * How JSON Web Tokens are read.
 *
 * @param header where they come, after {@code Bearer}
 * @param issuers whose are believed; empty: none are read
 * @param leeway by which clocks may differ
 * @param cached how many verified ones are remembered
 * @param keys how the keys of issuers are kept up with
 */
public record JwtConfig(String header, List<JwtIssuer> issuers, Duration leeway, int cached, Keys keys) {

    public static final JwtConfig DEFAULTS =
            new JwtConfig("authorization", List.of(), Duration.ofSeconds(30), 10_000, Keys.DEFAULTS);

    public JwtConfig {
        issuers = List.copyOf(issuers);
        long names = issuers.stream().map(JwtIssuer::name).distinct().count();
        if (names < issuers.size()) {
            throw new IllegalArgumentException("two issuers of one name, expected each once");
        }
    }

    /**
     * How keys are kept up with.
     *
     * @param refresh how often they are looked at
     * @param pause least time between two looks, also when a token names a key that is not there
     * @param lasting how long keys count after they could last be read
     * @param timeout of one look
     * @param maxBytes of a key set
     */
    public record Keys(Duration refresh, Duration pause, Duration lasting, Duration timeout, int maxBytes) {
        public static final Keys DEFAULTS = new Keys(
                Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofDays(1), Duration.ofSeconds(2), 256 * 1024);
    }
}
