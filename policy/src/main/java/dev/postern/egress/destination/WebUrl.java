package dev.postern.egress.destination;

/**
 * An {@code http} or {@code https} URL that has one meaning, in the serialisation of the WHATWG URL standard without its
 * fragment, which never leaves. Whoever asked must connect to this, not to the text that was read.
 *
 * @param secure whether the scheme is {@code https}
 * @param host in its one form
 * @param port from 1 to 65535
 * @param path percent-encoded, with its leading slash and without dot segments
 * @param query with its question mark; empty for none
 */
public record WebUrl(boolean secure, Host host, int port, String path, String query) {

    /** The longest text that is read, in characters. */
    public static final int MAX_LENGTH = 8192;

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Reads an absolute URL. */
    public static UrlReading parse(String text) {
        return UrlParser.parse(text);
    }

    static int defaultPort(boolean secure) {
        return secure ? HTTPS : HTTP;
    }

    public String scheme() {
        return secure ? "https" : "http";
    }

    /** The resource that policies speak of: {@code /host:port/path}, where nothing is encoded that need not be. */
    public String resource() {
        return "/" + host.text() + ":" + port + UrlPath.plain(path);
    }

    /** The URL, with the port only where it is not the scheme's own. */
    @Override
    public String toString() {
        String where = port == defaultPort(secure) ? host.text() : host.text() + ":" + port;
        return scheme() + "://" + where + path + query;
    }
}
