package dev.postern.sidecar.cli.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * A comment or a blank line.
 *
 * @param line where it stands, from 1
 * @param trailing whether something other than blanks stands before it on its line
 * @param text with its {@code #} and without trailing blanks; empty for a blank line
 */
record Trivia(int line, boolean trailing, String text) {

    /** Everything in {@code source}, which must be a good document, that is no statement. */
    static List<Trivia> scan(String source) {
        List<Trivia> found = new ArrayList<>();
        int line = 1;
        boolean occupied = false;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n') {
                if (!occupied) {
                    found.add(new Trivia(line, false, ""));
                }
                line++;
                occupied = false;
            } else if (c == '#') {
                int end = end(source, source.indexOf('\n', i));
                found.add(new Trivia(line, occupied, source.substring(i, end).stripTrailing()));
                occupied = true;
                i = end - 1;
            } else if (c == '\'') {
                int end = end(source, source.indexOf('\'', i + 1));
                line += (int)
                        source.substring(i, end).chars().filter(x -> x == '\n').count();
                occupied = true;
                i = end;
            } else if (c == '/') {
                occupied = true;
                while (i + 1 < source.length() && " \t\r\n".indexOf(source.charAt(i + 1)) < 0) {
                    i++;
                }
            } else if (c != ' ' && c != '\t' && c != '\r') {
                occupied = true;
            }
        }
        return found;
    }

    private static int end(String source, int index) {
        return index < 0 ? source.length() : index;
    }
}
