package dev.postern.covenant;

/**
 * Another party's signature over the canonical bytes of a covenant. Role and time are covered by no signature.
 *
 * @param publicKey Ed25519, in hexadecimal, as it stands
 * @param role as it stands
 * @param signature in hexadecimal, as it stands
 * @param timestamp as it stands
 */
public record Countersignature(String publicKey, String role, String signature, String timestamp) {}
