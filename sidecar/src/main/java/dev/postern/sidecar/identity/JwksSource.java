package dev.postern.sidecar.identity;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys of one issuer up to date. What cannot be read is reported and the last good keys stay in force, for a
 * time. A key that is asked for and not there makes it look again, but never more often than once in a pause: strangers
 * decide what keys are asked for. Thread-safe.
 */
final class JwksSource {

    private static final Logger LOG = LoggerFactory.getLogger(JwksSource.class);

    private final String issuer;
    private final JwksPlace place;
    private final Duration pause;
    private final long lastingNanos;
    private final LongSupplier nanoTime;
    private final LongAdder failures = new LongAdder();
    private String text = "";
    private long lookedAt;
    private volatile @Nullable JwtKeys keys;
    private volatile long readAt;

    JwksSource(String issuer, JwksPlace place, JwtConfig.Keys config, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.place = place;
        this.pause = config.pause();
        this.lastingNanos = config.lasting().toNanos();
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong() - pause.toNanos();
    }

    /** The keys in force; {@code null} when there are none, or none that still count. */
    @Nullable
    JwtKeys keys() {
        JwtKeys now = keys;
        return now != null && nanoTime.getAsLong() - readAt < lastingNanos ? now : null;
    }

    /** The keys that may have made a signature; looks again when there are none. May block. */
    List<JwtKey> find(@Nullable String keyId, JwtIssuer.Algorithm algorithm) {
        List<JwtKey> found = among(keys(), keyId, algorithm);
        if (found.isEmpty() && lookAgain()) {
            found = among(keys(), keyId, algorithm);
        }
        return found;
    }

    /** Looks now. Blocks. */
    synchronized void look() {
        lookedAt = nanoTime.getAsLong();
        try {
            String read = place.read();
            if (!read.equals(text)) {
                keys = JwtKeys.parse(read);
                text = read;
                LOG.info("keys of {} are in force", issuer);
            }
            readAt = nanoTime.getAsLong();
        } catch (IOException | ParseException | RuntimeException e) {
            // The library that reads key sets refuses some by other exceptions than it declares.
            failures.increment();
            LOG.warn("keys of {} cannot be used, the last good ones stay in force: {}", issuer, e.toString());
        }
    }

    /** How often it looked in vain. */
    long failures() {
        return failures.sum();
    }

    private synchronized boolean lookAgain() {
        if (nanoTime.getAsLong() - lookedAt < pause.toNanos()) {
            return false;
        }
        look();
        return true;
    }

    private static List<JwtKey> among(@Nullable JwtKeys keys, @Nullable String keyId, JwtIssuer.Algorithm algorithm) {
        return keys == null ? List.of() : keys.of(keyId, algorithm);
    }
}
