package dev.postern.crypto;

/** {@code true} or {@code false}. */
public record JsonBoolean(boolean value) implements Json {}
