package dev.postern.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics, read strictly: every family has its help and type before its samples, every sample belongs to the
 * family above it and comes once, histograms are cumulative and their counts agree.
 *
 * @param types of families, by name as it stands on the page
 * @param labels names of labels each family uses, {@code le} apart
 * @param samples by name and labels as they stand on the page
 */
record Exposition(Map<String, String> types, Map<String, Set<String>> labels, Map<String, Double> samples) {

    private static final String LABEL = "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"";
    private static final Pattern LABELS = Pattern.compile(LABEL + ",?");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:" + LABEL + ",?)*\\})? (-?[0-9.]+(?:[eE][-+]?[0-9]+)?|NaN|[-+]Inf)");

    static Exposition parse(String page) {
        assertThat(page).endsWith("\n");
        Exposition parsed = new Exposition(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        Set<String> helped = new HashSet<>();
        String family = "";
        for (String line : page.lines().toList()) {
            if (line.equals("# EOF")) {
                continue;
            }
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                assertThat(helped.add(words[2])).as(line).isTrue();
            } else if (line.startsWith("# TYPE ")) {
                family = words[2];
                assertThat(parsed.types.put(family, words[3])).as(line).isNull();
                parsed.labels.put(family, new HashSet<>());
            } else if (!line.startsWith("# UNIT ")) {
                parsed.sample(family, line);
            }
        }
        assertThat(helped).isEqualTo(parsed.types.keySet());
        parsed.checkHistograms();
        return parsed;
    }

    double value(String sample) {
        return Objects.requireNonNull(samples.get(sample), () -> sample + " is not among " + samples.keySet());
    }

    private void sample(String family, String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String suffix = sample.group(1)
                .substring(Math.min(family.length(), sample.group(1).length()));
        assertThat(sample.group(1)).as(line).startsWith(family);
        assertThat(suffix).as(line).isIn("", "_total", "_bucket", "_sum", "_count", "_info");
        String labelText = sample.group(2) == null ? "" : sample.group(2);
        Matcher label = LABELS.matcher(labelText);
        while (label.find()) {
            if (!label.group(1).equals("le")) {
                labels.computeIfAbsent(family, name -> new HashSet<>()).add(label.group(1));
            }
        }
        Double before = samples.put(
                sample.group(1) + labelText, Double.valueOf(sample.group(5).replace("Inf", "Infinity")));
        assertThat(before).as(line).isNull();
    }

    private void checkHistograms() {
        double last = 0;
        for (Map.Entry<String, Double> sample : samples.entrySet()) {
            String name = sample.getKey();
            if (name.contains("_bucket{")) {
                assertThat(sample.getValue()).as(name).isGreaterThanOrEqualTo(last);
                last = sample.getValue();
                if (name.contains("le=\"+Inf\"")) {
                    String count = name.replace("_bucket{", "_count{")
                            .replaceAll(",?le=\"\\+Inf\"", "")
                            .replace("{}", "");
                    assertThat(value(count)).as(count).isEqualTo(last);
                    last = 0;
                }
            }
        }
    }
}
