package dev.postern.loadtest.quality;

import dev.postern.egress.FindingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Reads a template: {@code ⟦api_key …⟧} labels what is in it, {@code ‹a|b|c›} is one of its alternatives, {@code ‹hex 32›}
 * a {@link Draws draw}; all three nest. The rest stands for itself. A template that cannot be read is a bug of its file.
 */
final class TemplateParser {

    private static final String OPEN = "‹⟦";
    private static final String CLOSE = "›⟧";

    private final String text;
    private int at;

    private TemplateParser(String text) {
        this.text = text;
    }

    static Template parse(String text) {
        TemplateParser parser = new TemplateParser(text);
        Template template = parser.sequence("");
        if (parser.at < text.length()) {
            throw parser.wrong("nothing is open that could end here");
        }
        return template;
    }

    /** Up to one of {@code ends}, which is not taken, or to the end of the text. */
    private Template sequence(String ends) {
        List<Template> parts = new ArrayList<>();
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '⟦') {
                parts.add(labelled());
            } else if (c == '‹') {
                parts.add(drawn());
            } else if (CLOSE.indexOf(c) >= 0) {
                break;
            } else {
                parts.add(fixed(ends));
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Template.Sequence(parts);
    }

    private Template fixed(String ends) {
        int start = at;
        while (at < text.length() && (OPEN + CLOSE + ends).indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return new Template.Fixed(text.substring(start, at));
    }

    private Template labelled() {
        int space = text.indexOf(' ', at);
        FindingType type = FindingType.valueOf(text.substring(at + 1, space).toUpperCase(Locale.ROOT));
        at = space + 1;
        Template what = sequence("");
        end('⟧');
        return new Template.Labelled(type, what);
    }

    private Template drawn() {
        at++;
        String name = word();
        Template drawn;
        UnaryOperator<String> encoding = Draws.ENCODINGS.get(name);
        if (name.equals("as")) {
            int space = text.indexOf(' ', at + 1);
            encoding = Draws.mask(text.substring(at + 1, space));
            at = space;
        }
        if (encoding != null && peek() == ' ') {
            at++;
            drawn = new Template.Encoded(sequence(""), encoding);
        } else if (Draws.knows(name) && (peek() == ' ' || peek() == '›')) {
            int end = text.indexOf('›', at);
            drawn = new Template.Drawn(Draws.of(name, text.substring(at, end).strip()));
            at = end;
        } else {
            at -= name.length();
            drawn = choice();
        }
        end('›');
        return drawn;
    }

    private Template choice() {
        List<Template> choices = new ArrayList<>();
        choices.add(sequence("|"));
        while (peek() == '|') {
            at++;
            choices.add(sequence("|"));
        }
        if (choices.size() < 2) {
            throw wrong("expected a draw or alternatives");
        }
        return new Template.Choice(choices);
    }

    private String word() {
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void end(char expected) {
        if (peek() != expected) {
            throw wrong("expected '" + expected + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("character " + at + " of a template: " + expected + ": " + text);
    }
}
