package dev.postern.egress.destination;

/** What came of reading a text as a URL. */
public sealed interface UrlReading {

    /** It has one meaning. */
    record Clear(WebUrl url) implements UrlReading {}

    /** It has none, or might have two. */
    record Refused(UrlFault fault) implements UrlReading {}
}
