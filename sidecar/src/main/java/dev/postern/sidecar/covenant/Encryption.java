package dev.postern.sidecar.covenant;

import java.util.random.RandomGenerator;

/** Whether what a store writes can be read without a key. Thread-safe. */
public final class Encryption {

    /** Covenants lie as they are, and what filters look at beside them. */
    public static final Encryption NONE = new Encryption(Form.PLAIN);

    /** Bytes of a key. */
    public static final int KEY_BYTES = SealedForm.KEY_BYTES;

    private final Form form;

    private Encryption(Form form) {
        this.form = form;
    }

    /**
     * Nothing but ids can be read without the key, and nothing that is not under the key is taken for a covenant.
     *
     * @param key of {@link #KEY_BYTES}, copied; the caller may overwrite it
     * @param random cryptographically secure
     */
    public static Encryption by(byte[] key, RandomGenerator random) {
        return new Encryption(new SealedForm(key, random));
    }

    Form form() {
        return form;
    }

    @Override
    public String toString() {
        return "Encryption";
    }
}
