package dev.postern.sidecar.telemetry;

import java.time.Duration;

/**
 * Where metrics and spans are pushed.
 *
 * @param endpoint {@code http} or {@code https} URL of a collector; empty when nothing is pushed. With {@link
 *     OtlpProtocol#HTTP} it is the base to which {@code /v1/metrics} and {@code /v1/traces} are added
 * @param protocol what the collector speaks there
 * @param interval between two pushes of metrics, at least a second
 */
public record OtlpConfig(String endpoint, OtlpProtocol protocol, Duration interval) {

    public static final OtlpConfig OFF = new OtlpConfig("", OtlpProtocol.GRPC, Duration.ofSeconds(30));

    public OtlpConfig {
        if (!endpoint.isEmpty() && !endpoint.startsWith("http://") && !endpoint.startsWith("https://")) {
            throw new IllegalArgumentException("endpoint is '" + endpoint + "', expected an http or https URL");
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("interval is " + interval + ", expected at least a second");
        }
    }

    /** Whether anything is pushed. */
    public boolean on() {
        return !endpoint.isEmpty();
    }
}
