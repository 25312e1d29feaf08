package dev.postern.covenant;

/**
 * Who signed a covenant, or for whom it is.
 *
 * @param id their name
 * @param publicKey Ed25519, in hexadecimal, as it stands
 */
public record Party(String id, String publicKey) {}
