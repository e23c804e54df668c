package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of a job's mapping, checks or look-ups, as written.
 *
 * @param number where it stands, from 1
 */
record MappingLine(int number, String text) {
    private static final Pattern SECTION = Pattern.compile("[A-Za-z_]+:.*");
    private static final Pattern RULES = Pattern.compile("(?:map|check|look_up):.*");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");

    /** Those that name one of these columns. */
    static List<MappingLine> naming(String yaml, Collection<String> columns) {
        List<MappingLine> found = new ArrayList<>();
        if (columns.isEmpty()) {
            return found;
        }
        Pattern named = Pattern.compile(columns.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}_])(?:", ")(?![\\p{L}\\p{N}_])")));
        boolean rules = false;
        int number = 0;
        for (String line : yaml.lines().toList()) {
            number++;
            rules = SECTION.matcher(line).matches() ? RULES.matcher(line).matches() : rules;
            if (rules && named.matcher(COMMENT.matcher(line).replaceAll("")).find()) {
                found.add(new MappingLine(number, line.strip()));
            }
        }
        return found;
    }
}
