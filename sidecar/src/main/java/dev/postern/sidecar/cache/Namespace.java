package dev.postern.sidecar.cache;

import java.time.Duration;
import java.util.Locale;

/** The kinds of things that are cached; keys of different kinds are never equal. */
public enum Namespace {
    /** What policy says of a check. */
    DECISION(Duration.ofMinutes(5)),
    /** What a dear comparison says of a text, which never changes. */
    COMPARISON(Duration.ofHours(1)),
    /** That a token's signatures are good. */
    CAPABILITY(Duration.ofHours(1)),
    /** What a scan found in some content. */
    EGRESS(Duration.ofMinutes(30)),
    /** What a source says of a principal. */
    ATTRIBUTE(Duration.ofMinutes(5)),
    /** The evidence bundle of a session, named by what is in it. */
    BUNDLE(Duration.ofMinutes(5));

    private final String word = name().toLowerCase(Locale.ROOT);
    private final Duration longest;

    Namespace(Duration longest) {
        this.longest = longest;
    }

    /** Its name in keys, metrics and configuration. */
    public String word() {
        return word;
    }

    /** How long an entry may be served unless the configuration says otherwise. */
    public Duration longest() {
        return longest;
    }
}
