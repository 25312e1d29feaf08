package dev.postern.policy;

/** Working memory of evaluation, reused from check to check. Not thread-safe: one for each thread that evaluates. */
public final class Scratch {}
