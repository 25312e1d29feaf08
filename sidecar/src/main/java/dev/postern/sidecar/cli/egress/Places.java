package dev.postern.sidecar.cli.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.egress.Finding;
import dev.postern.egress.Redaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells where findings in a content are as it goes by, keeping only what is not settled and a little before it. */
final class Places {

    /** How much before a finding is shown. */
    private static final int EXCERPT = 40;

    private static final int KEPT = 256;

    /**
     * A finding and where it is.
     *
     * @param line from 1
     * @param column in bytes, from 1
     * @param masked what stands before it in its line, findings redacted, and stars in its place
     */
    record Place(Finding finding, long line, long column, String masked) {}

    private final List<Finding> recent = new ArrayList<>();
    private byte[] kept = new byte[0];
    private long offset;
    private long line = 1;
    private long lineStart;

    /** Takes the next part of the content. */
    void append(byte[] part, int length) {
        byte[] longer = Arrays.copyOf(kept, kept.length + length);
        System.arraycopy(part, 0, longer, kept.length, length);
        kept = longer;
    }

    /** Where findings are that were told since the last call, in text order. */
    List<Place> of(List<Finding> findings) {
        recent.addAll(findings);
        return findings.stream().map(this::place).toList();
    }

    /** Forgets what is settled, but for a little. */
    void settled(long to) {
        int drop = (int) Math.min(kept.length, to - offset - KEPT);
        if (drop > 0) {
            for (int i = 0; i < drop; i++) {
                if (kept[i] == '\n') {
                    line++;
                    lineStart = offset + i + 1;
                }
            }
            kept = Arrays.copyOfRange(kept, drop, kept.length);
            offset += drop;
            recent.removeIf(finding -> finding.end() <= offset);
        }
    }

    private Place place(Finding finding) {
        int at = (int) (finding.start() - offset);
        long number = line;
        long start = lineStart;
        for (int i = 0; i < at; i++) {
            if (kept[i] == '\n') {
                number++;
                start = offset + i + 1;
            }
        }
        return new Place(finding, number, finding.start() - start + 1, masked(at, start));
    }

    private String masked(int at, long lineStartsAt) {
        int from = (int) Math.max(Math.max(0, lineStartsAt - offset), at - EXCERPT);
        String before = new String(Redaction.redact(kept, from, at, offset, recent), UTF_8);
        return printable(before) + "********";
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
