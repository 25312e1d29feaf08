package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ContentDigest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProofTest {

    private static final ContentDigest TOKEN = Tokens.token().last().digest();

    private final Proof proof =
            Proof.sign(Tokens.HOLDER, TOKEN, "file.read", "/docs/42", Tokens.NOW_MILLIS, new SplittableRandom(1));

    @Test
    void isReadBackAsItWasWritten() {
        String text = proof.text();
        assertThat(text).hasSize(Proof.CHARS);
        Proof read = read(text);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.signedAt()).isEqualTo(Tokens.NOW_MILLIS);
        assertThat(read.nonce()).isEqualTo(proof.nonce());
        assertThat(read.isBy(Tokens.HOLDER.publicKey(), TOKEN, "file.read", "/docs/42"))
                .isTrue();
    }

    @Test
    void isForOneHolderTokenActionAndResource() {
        var holder = Tokens.HOLDER.publicKey();
        assertThat(proof.isBy(Tokens.NEXT.publicKey(), TOKEN, "file.read", "/docs/42"))
                .isFalse();
        assertThat(proof.isBy(holder, ContentDigest.ZERO, "file.read", "/docs/42"))
                .isFalse();
        assertThat(proof.isBy(holder, TOKEN, "file.write", "/docs/42")).isFalse();
        assertThat(proof.isBy(holder, TOKEN, "file.read", "/docs/4")).isFalse();
        assertThat(proof.isBy(holder, TOKEN, "file.read/docs/42", "")).isFalse();
    }

    @Test
    void noChangedCharacterLeavesItGenuine() {
        String text = proof.text();
        for (int i = 0; i < text.length(); i++) {
            for (char other : new char[] {'A', '_', '.', ' ', '=', '\u0100'}) {
                if (other != text.charAt(i)) {
                    Proof changed = Proof.parse(text.substring(0, i) + other + text.substring(i + 1));
                    assertThat(changed != null
                                    && changed.isBy(Tokens.HOLDER.publicKey(), TOKEN, "file.read", "/docs/42"))
                            .as("character %d as %s", i, other)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void readsNothingShorterOrLonger() {
        String text = proof.text();
        for (int length = 0; length < text.length(); length++) {
            assertThat(Proof.parse(text.substring(0, length))).isNull();
        }
        assertThat(Proof.parse(text + "A")).isNull();
    }

    private static Proof read(String text) {
        Proof read = Proof.parse(text);
        if (read == null) {
            throw new AssertionError(text);
        }
        return read;
    }
}
