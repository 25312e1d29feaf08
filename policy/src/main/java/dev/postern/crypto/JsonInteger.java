package dev.postern.crypto;

/** An integer of 64 bits with sign. */
public record JsonInteger(long value) implements Json {}
