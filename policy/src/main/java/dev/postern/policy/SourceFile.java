package dev.postern.policy;

/**
 * One file of a bundle as read.
 *
 * @param path relative to the bundle's root, with forward slashes; for a bundle that is a single file, its name
 * @param text decoded strictly from UTF-8
 */
public record SourceFile(String path, String text) {}
