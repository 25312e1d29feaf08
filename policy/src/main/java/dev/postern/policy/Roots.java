package dev.postern.policy;

import java.util.Set;

/** The reserved first segments of attribute paths: a caller's context may not name them. */
public final class Roots {

    public static final String PRINCIPAL = "principal";
    public static final String CAPABILITY = "capability";
    public static final String SOURCE = "source";
    public static final String REQUEST = "request";
    public static final String ENV = "env";
    public static final String EGRESS = "egress";

    public static final Set<String> RESERVED = Set.of(PRINCIPAL, CAPABILITY, SOURCE, REQUEST, ENV, EGRESS);

    private Roots() {}
}
