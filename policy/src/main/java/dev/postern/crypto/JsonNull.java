package dev.postern.crypto;

/** {@code null}. */
public enum JsonNull implements Json {
    NULL
}
