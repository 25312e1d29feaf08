package dev.postern.yaml;

/**
 * How large a document may be.
 *
 * @param chars characters of source
 * @param nodes scalars, lists and mappings, keys not counted
 * @param depth nesting of lists and mappings
 */
public record YamlLimits(int chars, int nodes, int depth) {

    public static final YamlLimits DEFAULTS = new YamlLimits(4 * 1024 * 1024, 200_000, 32);
}
