package vn.lienthong.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The source columns that a mapping asks for by name; a few too many do no harm. */
final class Named {
    private static final Pattern IN_ROW = Pattern.compile("\\brow(?:\\.(\\w+)|\\[\\s*[\"']([^\"']+)[\"']\\s*])");

    private Named() {}

    static Set<String> columns(MappingDefinition definition) {
        Set<String> columns = new TreeSet<>();
        List<FieldRule> rules = new ArrayList<>(definition.fields());
        definition.lookUps().forEach(lookUp -> rules.addAll(lookUp.with()));
        for (FieldRule rule : rules) {
            if (rule.origin() instanceof FieldRule.FromColumn column) {
                columns.add(column.column());
            } else if (rule.origin() instanceof FieldRule.Expression expression) {
                inRow(expression.cel()).forEach(columns::add);
            }
            inRow(rule.when()).forEach(columns::add);
            if (rule.translation() != null && rule.translation().at() != null) {
                columns.add(rule.translation().at());
            }
        }
        inRow(definition.skipWhen()).forEach(columns::add);
        return columns;
    }

    /** Whether a rule leans on what a look-up answers; one too many does no harm. */
    static boolean looksUp(FieldRule rule) {
        return rule.origin() instanceof FieldRule.Expression expression && looksUp(expression.cel())
                || looksUp(rule.when())
                || rule.translation() != null && looksUp(rule.translation().at());
    }

    static boolean looksUp(@Nullable String cel) {
        return cel != null && cel.contains(Expressions.LOOK_UP);
    }

    static Stream<String> inRow(@Nullable String cel) {
        return cel == null ? Stream.empty() : IN_ROW.matcher(cel).results().map(Named::name);
    }

    private static String name(MatchResult found) {
        return Objects.requireNonNullElse(found.group(1), Objects.requireNonNullElse(found.group(2), ""));
    }
}
