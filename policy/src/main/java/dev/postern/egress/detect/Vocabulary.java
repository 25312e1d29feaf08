package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Lists that detectors know, resources of this package: {@code # } begins a comment, {@code [name]} a section; the words of
 * a section are divided by commas and the ends of lines. Stateless.
 */
final class Vocabulary {

    private Vocabulary() {}

    /** The lines of a resource that are neither empty nor comments. */
    static List<String> lines(String resource) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new BufferedReader(new InputStreamReader(in, UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource + " cannot be read", e);
        }
    }

    /** The words of each section of a resource. */
    static Map<String, List<String>> sections(String resource) {
        Map<String, List<String>> sections = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (String line : lines(resource)) {
            if (line.matches("\\[[a-z-]+]")) {
                words = sections.computeIfAbsent(line.substring(1, line.length() - 1), absent -> new ArrayList<>());
            } else {
                for (String word : line.split(",", -1)) {
                    if (!word.isBlank()) {
                        words.add(word.strip());
                    }
                }
            }
        }
        return sections;
    }

    /** The trie of a resource; each section's words have the bit of its place in {@code names}. */
    static WordTrie trie(String resource, String... names) {
        return trie(UnaryOperator.identity(), resource, names);
    }

    /** The same of words that are read from their ends. */
    static WordTrie backwards(String resource, String... names) {
        return trie(word -> new StringBuilder(word).reverse().toString(), resource, names);
    }

    private static WordTrie trie(UnaryOperator<String> written, String resource, String... names) {
        Map<String, List<String>> sections = sections(resource);
        Map<String, Long> meanings = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            long bit = 1L << i;
            section(sections, names[i]).forEach(word -> meanings.merge(written.apply(word), bit, (a, b) -> a | b));
        }
        return new WordTrie(meanings);
    }

    /** The words of one section. */
    static List<String> section(Map<String, List<String>> sections, String name) {
        List<String> words = sections.get(name);
        if (words == null) {
            throw new IllegalStateException("no section [" + name + "] among " + sections.keySet());
        }
        return words;
    }
}
