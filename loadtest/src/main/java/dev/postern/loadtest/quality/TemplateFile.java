package dev.postern.loadtest.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of templates. {@code name: template} is a kind of text; lines that begin with four spaces continue it, each on a
 * line of its own. {@code @carrier: template} is a text around, with {@code ‹1›} where something stands (and {@code ‹2›},
 * …); a name may have any number of them, and {@code name @carrier: template ~ template} is a kind of text in all of them. Lines
 * that begin with {@code #} say something to people.
 */
final class TemplateFile {

    private static final Pattern HEAD = Pattern.compile("(@?[a-z0-9-]+)(?: @([a-z0-9-]+))?:(?: (.*))?");
    private static final String MARGIN = "    ";

    private final Map<String, List<String>> carriers = new LinkedHashMap<>();
    private final List<TextKind> kinds = new ArrayList<>();

    private TemplateFile() {}

    static List<TextKind> parse(String file) {
        TemplateFile parsed = new TemplateFile();
        String[] lines = file.split("\n", -1);
        int at = 0;
        while (at < lines.length) {
            int head = at++;
            if (lines[head].isEmpty() || lines[head].startsWith("#")) {
                continue;
            }
            List<String> body = new ArrayList<>();
            while (at < lines.length && lines[at].startsWith(MARGIN)) {
                body.add(lines[at++].substring(MARGIN.length()));
            }
            parsed.entry(head + 1, lines[head], body);
        }
        return parsed.kinds;
    }

    private void entry(int line, String head, List<String> body) {
        Matcher matcher = HEAD.matcher(head);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("line " + line + ": expected 'name: template', not: " + head);
        }
        if (matcher.group(3) != null) {
            body.add(0, matcher.group(3));
        }
        String name = matcher.group(1);
        String text = String.join("\n", body);
        if (name.startsWith("@")) {
            carriers.computeIfAbsent(name.substring(1), absent -> new ArrayList<>())
                    .add(text);
        } else {
            kinds.add(new TextKind(name, line, ways(matcher.group(2), text)));
        }
    }

    private List<Template> ways(@Nullable String carrier, String text) {
        if (carrier == null) {
            return List.of(TemplateParser.parse(text));
        }
        List<Template> ways = new ArrayList<>();
        for (String around : carriers.getOrDefault(carrier, List.of())) {
            ways.add(TemplateParser.parse(carried(around, text.split(" ~ ", -1))));
        }
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("no carrier @" + carrier);
        }
        return ways;
    }

    private static String carried(String around, String[] things) {
        String text = around;
        for (int i = 0; i < things.length; i++) {
            text = text.replace("‹" + (i + 1) + "›", things[i]);
        }
        return text;
    }
}
