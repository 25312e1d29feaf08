package dev.postern.evidence;

import dev.postern.crypto.NoteText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text and the signatures under it, as C2SP signed-note writes them. That a note could be read says nothing of its
 * signatures; only a {@link TrustPolicy} says what it is worth.
 *
 * @param text what is signed: ends in a newline, without control characters but newlines
 * @param signatures one or more, at most {@link #MAX_SIGNATURES}
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** Most characters of a whole note: room for 16 signatures of the largest kind in use. */
    public static final int MAX_CHARACTERS = 1 << 17;

    /** Most signatures under one note. */
    public static final int MAX_SIGNATURES = 64;

    private static final String BLANK_LINE = "\n\n";

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!isText(text) || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("a note with " + signatures.size() + " signatures, expected 1 to "
                    + MAX_SIGNATURES + " under a text");
        }
    }

    /** The note that {@code note} is, verbatim; null when it is not exactly one or larger than allowed. */
    public static @Nullable SignedNote parse(String note) {
        int blank = note.lastIndexOf(BLANK_LINE);
        if (blank < 0 || note.length() > MAX_CHARACTERS || !note.endsWith("\n")) {
            return null;
        }
        String text = note.substring(0, blank + 1);
        String below = note.substring(blank + BLANK_LINE.length());
        if (!isText(text) || below.isEmpty()) {
            return null;
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : below.substring(0, below.length() - 1).split("\n", MAX_SIGNATURES + 1)) {
            NoteSignature signature = NoteSignature.parse(line);
            if (signature == null || signatures.size() == MAX_SIGNATURES) {
                return null;
            }
            signatures.add(signature);
        }
        return new SignedNote(text, signatures);
    }

    /** The same note with further signatures below the ones it has. */
    public SignedNote with(List<NoteSignature> further) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.addAll(further);
        return new SignedNote(text, all);
    }

    /** The whole note as it is written: text, blank line, signature lines. */
    public String encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    private static boolean isText(String text) {
        return text.length() <= MAX_CHARACTERS && NoteText.isNote(text);
    }
}
