package dev.postern.sidecar.envoy;

import dev.postern.egress.Direction;
import dev.postern.egress.destination.UrlReading;
import dev.postern.egress.destination.WebUrl;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.egress.EgressQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests that leave through Envoy, as questions of the egress gate: the destination is the URL that the request line
 * and Envoy's own configuration make, never a header of the client's. Thread-safe.
 *
 * @param config how they are told from those that arrive, and where they are sent
 */
record Outbound(EnvoyConfig.Outbound config) {

    /** What a request was read as. */
    sealed interface Reading {

        record Question(EgressQuestion question) implements Reading {}

        record Refused(Reason reason) implements Reading {}
    }

    /** Whether a request is marked as one that leaves. */
    boolean marks(EnvoyCheck request) {
        return request.extension(config.extension()) != null;
    }

    /** How many bytes of a content wait with its head. */
    int hold() {
        return config.hold();
    }

    /** Reads a request; {@code check} is the same one as if it arrived. */
    Reading read(EnvoyCheck request, Check check) {
        if (!request.hasHttp() || request.host().isEmpty()) {
            return new Reading.Refused(Reason.INPUT_INCOMPLETE);
        }
        // What goes through a tunnel is never seen.
        if (request.method().equals("CONNECT")) {
            return new Reading.Refused(Reason.EGRESS_INCOMPLETE);
        }
        String url = scheme(request) + "://" + request.host() + request.path();
        Labels labels = labels(request);
        if (labels == null) {
            return new Reading.Refused(Reason.INPUT_MALFORMED);
        }
        return isSentOtherwise(url, request)
                ? new Reading.Refused(Reason.INPUT_AMBIGUOUS_PATH)
                : new Reading.Question(question(check, url, labels));
    }

    /** Where Envoy is to connect to; nothing where it is not told so, or nothing was resolved here. */
    List<HeaderMutation> address(EgressQuestion question, List<String> addresses) {
        return config.addressHeader().isEmpty()
                ? List.of()
                : List.of(new HeaderMutation(
                        config.addressHeader(), written(question.destinations().get(0), addresses)));
    }

    private static String written(String url, List<String> addresses) {
        if (addresses.isEmpty() || !(WebUrl.parse(url) instanceof UrlReading.Clear clear)) {
            return "";
        }
        String address = addresses.get(0);
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":"
                + clear.url().port();
    }

    private String scheme(EnvoyCheck request) {
        String scheme = request.extension(config.extension());
        return scheme == null ? request.scheme() : scheme;
    }

    private @Nullable Labels labels(EnvoyCheck request) {
        String labels = request.extension(config.labels());
        return labels == null ? Labels.NONE : Labels.parse(List.of(labels.split(",", -1)));
    }

    /** Envoy sends a path on as it came: one that would be written otherwise is not the one that is judged. */
    private static boolean isSentOtherwise(String url, EnvoyCheck request) {
        return WebUrl.parse(url) instanceof UrlReading.Clear clear
                && !(clear.url().path() + clear.url().query()).equals(request.path());
    }

    private static EgressQuestion question(Check check, String url, Labels labels) {
        return new EgressQuestion(
                check.tenant(),
                check.principal(),
                List.of(url),
                labels,
                "",
                Direction.REQUEST,
                check.context(),
                check.facts(),
                check.credential(),
                false,
                check.nowMillis());
    }
}
