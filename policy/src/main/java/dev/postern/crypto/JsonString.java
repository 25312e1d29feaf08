package dev.postern.crypto;

/** A string of valid Unicode. */
public record JsonString(String value) implements Json {
    public JsonString {
        if (Unicode.loneSurrogate(value) >= 0) {
            throw new IllegalArgumentException("lone surrogate in a string");
        }
    }
}
