package dev.postern.sidecar.config;

/**
 * A key as it counts.
 *
 * @param key dotted
 * @param variable of the environment that can set it
 * @param value as it could be written; empty for none
 * @param origin {@code default}, {@code file:line:col}, {@code env NAME} or {@code flag}
 */
public record Effective(String key, String variable, String value, String origin) {}
