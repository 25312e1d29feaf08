/**
 * Strict, located YAML: text to a tree in which every node knows its line and column, and typed reading from it that
 * collects every mistake instead of stopping at the first. Of YAML it takes plain trees only: no anchors, aliases, tags,
 * duplicate keys or second documents. Start reading at {@link dev.postern.yaml.Yaml}.
 */
@NullMarked
package dev.postern.yaml;

import org.jspecify.annotations.NullMarked;
