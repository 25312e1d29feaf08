package dev.postern.sidecar.grpc;

import dev.postern.sidecar.decide.Decision;

/** A decision on its way out, with the id its request is known by; empty for none. */
public record Answer(String id, Decision decision) {}
