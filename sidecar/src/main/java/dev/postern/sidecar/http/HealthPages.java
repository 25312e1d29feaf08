package dev.postern.sidecar.http;

import java.util.List;
import java.util.function.Supplier;

/** What Kubernetes and load balancers ask: is the process alive, and may it get traffic? */
public final class HealthPages {

    private HealthPages() {}

    /** Always 200: whoever answers is alive. */
    public static HttpRoute alive() {
        HttpReply alive = HttpReply.status(200, "alive", List.of());
        return ask -> alive;
    }

    /** 200 while there is no reason against traffic, else 503 with the reasons. */
    public static HttpRoute ready(Supplier<List<String>> reasonsAgainst) {
        return ask -> {
            List<String> reasons = reasonsAgainst.get();
            return reasons.isEmpty()
                    ? HttpReply.status(200, "ready", reasons)
                    : HttpReply.status(503, "not_ready", reasons);
        };
    }
}
