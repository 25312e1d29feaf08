package dev.postern.policy;

import dev.postern.policy.DenyResponse.Header;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Node;
import dev.postern.yaml.Node.Entry;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Node.Sequence;
import dev.postern.yaml.Problems;
import dev.postern.yaml.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one deny response of {@code bundle.yaml}; nothing in it may break the framing of an HTTP response. */
final class SettingsOfDenyResponse {

    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_HEADERS = 64;
    private static final int MAX_VALUE = 8 * 1024;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern LOCATION = Pattern.compile("[\\x21-\\x7e]{1,2048}");

    /** Headers that the proxy writes; another one would disagree with it. */
    private static final Set<String> FRAMING = Set.of(
            "connection", "content-length", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    private static final Typed<String> VALUE = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        return text == null || isHeaderValue(text)
                ? text
                : Typed.refuse(
                        node,
                        problems,
                        "a header value of at most " + MAX_VALUE + " characters, none of them a control character");
    };

    private SettingsOfDenyResponse() {}

    static DenyResponse read(MappingReader keys) {
        String redirect = keys.text("redirect");
        int status = keys.integer("status", 300, 599, redirect == null ? DenyResponse.FORBIDDEN.status() : 302);
        List<Header> headers = keys.value("headers", SettingsOfDenyResponse::headers, List.of());
        String body = keys.text("body", "");
        if (redirect != null && status / 100 != 3) {
            keys.error("redirect", "a redirect with status " + status + ", expected a status from 300 to 399");
        }
        if (redirect != null && !LOCATION.matcher(redirect).matches()) {
            keys.error(
                    "redirect", "a redirect with spaces or characters outside ascii, expected a percent-encoded url");
        }
        if (redirect != null
                && headers.stream().anyMatch(header -> header.name().equals("location"))) {
            keys.error("headers", "both a redirect and a header 'location', expected one of them");
        }
        if (body.length() > MAX_BODY) {
            keys.error("body", "a body of " + body.length() + " characters, expected at most " + MAX_BODY);
        }
        return new DenyResponse(status, headers, body, redirect);
    }

    private static @Nullable List<Header> headers(Node node, Problems problems) {
        Mapping mapping = Typed.mapping(node, problems);
        if (mapping == null) {
            return null;
        }
        List<Header> headers = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            checkName(entry, problems);
            String name = entry.key().toLowerCase(Locale.ROOT);
            for (Node each : entry.value() instanceof Sequence several ? several.items() : List.of(entry.value())) {
                String value = VALUE.read(each, problems);
                if (value != null) {
                    headers.add(new Header(name, value));
                }
            }
        }
        if (headers.size() > MAX_HEADERS) {
            problems.error(node.span(), headers.size() + " headers, expected at most " + MAX_HEADERS);
        }
        return headers;
    }

    private static void checkName(Entry entry, Problems problems) {
        if (!NAME.matcher(entry.key()).matches()) {
            problems.error(entry.span(), "'" + printable(entry.key()) + "' cannot be a header, expected an http token");
        } else if (FRAMING.contains(entry.key().toLowerCase(Locale.ROOT))) {
            problems.error(entry.span(), "header '" + entry.key() + "' frames the response, expected another");
        }
    }

    private static boolean isHeaderValue(String text) {
        return text.length() <= MAX_VALUE && text.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
