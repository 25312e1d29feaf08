package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The text of a C2SP signed note, without its signatures: valid Unicode that ends in a newline and has no other control
 * character.
 */
public final class NoteText extends Signable {

    private NoteText(byte[] bytes) {
        super(bytes);
    }

    /**
     * The note {@code text} is.
     *
     * @throws IllegalArgumentException when it cannot be one; {@link #isNote} asks first
     */
    public static NoteText of(String text) {
        if (!isNote(text)) {
            throw new IllegalArgumentException("not a note: must end in a newline, hold no other control character");
        }
        return new NoteText(text.getBytes(UTF_8));
    }

    /** Whether {@code text} can be the text of a note. */
    public static boolean isNote(String text) {
        return text.endsWith("\n")
                && Unicode.loneSurrogate(text) < 0
                && text.chars().noneMatch(c -> c < 0x20 && c != '\n');
    }

    public String text() {
        return new String(bytes(), UTF_8);
    }
}
