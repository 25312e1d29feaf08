package dev.postern.crypto;

/** Bytes that are not what they should be: evidence that was damaged, cut off or made up. */
public class DamagedException extends Exception {

    private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
        super(message);
    }
}
