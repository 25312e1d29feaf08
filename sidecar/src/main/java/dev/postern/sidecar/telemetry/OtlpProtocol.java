package dev.postern.sidecar.telemetry;

/** How OTLP travels. */
public enum OtlpProtocol {
    GRPC,
    /** Protobuf bodies over HTTP. */
    HTTP
}
