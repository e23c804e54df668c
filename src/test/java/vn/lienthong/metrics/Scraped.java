package vn.lienthong.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the hub tells in Prometheus's text format, read strictly: a line that is none fails. */
record Scraped(String text, List<Sample> samples, Map<String, String> kinds, Map<String, String> helps) {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\d+(?:\\.\\d+)?)?(?: # .*)?");
    private static final Pattern TAG =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Pattern ABOUT = Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) ?(.*)");

    record Sample(String name, Map<String, String> tags, double value) {}

    static Scraped of(String text) {
        List<Sample> samples = new ArrayList<>();
        Map<String, String> kinds = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher about = ABOUT.matcher(line);
            if (about.matches()) {
                Map<String, String> into = about.group(1).equals("TYPE") ? kinds : helps;
                assertThat(into.put(about.group(2), about.group(3)))
                        .as("told once: " + line)
                        .isNull();
            } else if (!line.equals("# EOF")) {
                samples.add(sample(line));
            }
        }
        assertThat(samples.stream().map(one -> one.name() + one.tags())).doesNotHaveDuplicates();
        return new Scraped(text, samples, kinds, helps);
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        Map<String, String> tags = new LinkedHashMap<>();
        String rest = sample.group(2) == null ? "" : sample.group(2);
        Matcher tag = TAG.matcher(rest);
        int end = 0;
        while (tag.find() && tag.start() == end) {
            tags.put(tag.group(1), tag.group(2));
            end = tag.end();
        }
        assertThat(end).as(line).isEqualTo(rest.length());
        return new Sample(sample.group(1), tags, number(sample.group(3)));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The samples of a name whose tags include these, written {@code tag=value}. */
    List<Sample> all(String name, String... tags) {
        return samples.stream()
                .filter(one -> one.name().equals(name))
                .filter(one -> List.of(tags).stream().allMatch(tag -> tag.substring(tag.indexOf('=') + 1)
                        .equals(one.tags().get(tag.substring(0, tag.indexOf('='))))))
                .toList();
    }

    /** The one value of a name whose tags include these. */
    double value(String name, String... tags) {
        List<Sample> found = all(name, tags);
        assertThat(found).as(name + " " + List.of(tags) + " in\n" + text).hasSize(1);
        return found.get(0).value();
    }
}
