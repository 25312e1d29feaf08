package dev.postern.policy;

/**
 * Somebody's word for a bundle.
 *
 * @param covenant id of the document in which they gave it
 * @param signer their name
 * @param key their public key, in hexadecimal
 * @param made when they gave it, milliseconds since the epoch
 * @param from which it holds, milliseconds since the epoch
 * @param until which it holds; the largest number when it never ends
 */
public record Endorsement(String covenant, String signer, String key, long made, long from, long until) {}
