package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import java.util.Arrays;

/**
 * The plain text behind a receipt's question commitment. It can be erased while every proof stays valid.
 *
 * @param salt 16 bytes
 * @param question in the exact encoding of docs/wire-format.md
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record Opening(byte[] salt, byte[] question) {

    public Opening {
        if (salt.length != SaltedHash.SALT_BYTES) {
            throw new IllegalArgumentException("a salt of " + salt.length + " bytes, expected 16");
        }
        salt = salt.clone();
        question = question.clone();
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] question() {
        return question.clone();
    }

    /** What a receipt commits to when this is its opening. */
    public TreeHash commitment() {
        byte[] commitment = new byte[TreeHash.BYTES];
        new SaltedHash().commit(salt, 0, question, 0, question.length, commitment, 0);
        return TreeHash.of(commitment);
    }

    /** What stands in the question in place of its sensitive value number {@code seal}, from 0. */
    public TreeHash sealed(int seal, byte[] value) {
        byte[] commitment = new byte[TreeHash.BYTES];
        ByteBuilder message = new ByteBuilder(value.length + 5);
        sealMessage(message, seal).bytes(value);
        new SaltedHash().commit(salt, 0, message.array(), 0, message.size(), commitment, 0);
        return TreeHash.of(commitment);
    }

    /** Begins what the commitment to a sensitive value covers; the value's encoding follows. */
    static ByteBuilder sealMessage(ByteBuilder message, int seal) {
        return message.clear().u8(2).u32(seal);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opening that
                && Arrays.equals(salt, that.salt)
                && Arrays.equals(question, that.question);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(question);
    }

    /** Says nothing of the question. */
    @Override
    public String toString() {
        return "Opening of " + question.length + " bytes";
    }
}
