package vn.lienthong.sync.draft;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeList;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Masking;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.sync.RowTrial;
import vn.lienthong.sync.SyncJob;

/** Makes of a trial what may be shown of it, so that nothing else of the rows is kept. */
final class TrialReader {
    private static final int MOST_ROWS = 15;
    private static final int MOST_VALUES = 60;
    private static final int MOST_LETTERS = 120;

    private final RowTrial trial;
    private final SyncJob job;
    private final CodeLists lists;
    private final boolean plain;

    /** @param plain whether values are shown as they are */
    TrialReader(RowTrial trial, SyncJob job, CodeLists lists, boolean plain) {
        this.trial = trial;
        this.job = job;
        this.lists = lists;
        this.plain = plain;
    }

    SeenTrial read(Instant at, String by, @Nullable Instant until) {
        long leftOut = trial.rows().stream().filter(RowTrial.Row::leftOut).count();
        long refused =
                trial.rows().stream().filter(row -> row.rejection() != null).count();
        return new SeenTrial(
                at,
                by,
                MappingDrafts.print(job.yaml()),
                until,
                trial.rows().size() + trial.unreadable(),
                refused + trial.unreadable(),
                leftOut,
                trial.unreadable(),
                trial.more(),
                trial.untried(),
                trial.source().columns(),
                trial.target().columns(),
                names(trial.before()),
                names(trial.after()),
                examples(),
                trial.refused(),
                trial.rows().stream()
                        .filter(row -> row.rejection() != null)
                        .limit(MOST_ROWS)
                        .map(this::line)
                        .toList(),
                trial.rows().stream()
                        .filter(RowTrial.Row::passes)
                        .limit(MOST_ROWS)
                        .map(this::line)
                        .toList(),
                met());
    }

    private static List<String> names(Schema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    private String shown(Column column, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = text(value);
        String cut = text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) + "…" : text;
        return plain ? cut : Masking.of(column.dataClass(), cut);
    }

    /** What a rule made of a masked value stays hidden: a rule could spell it so that its mask tells all. */
    private String made(Column column, @Nullable Object value, boolean same) {
        boolean open = plain || value == null || same || !column.dataClass().masked();
        return open ? shown(column, value) : Masking.HIDDEN;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? bytes.length + " B" : value.toString();
    }

    private Map<String, String> examples() {
        Map<String, String> examples = new HashMap<>();
        for (int column = 0; column < trial.before().size(); column++) {
            Column of = trial.before().column(column);
            int at = column;
            trial.rows().stream()
                    .map(row -> shown(of, row.before()[at]))
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .ifPresent(text -> examples.put(of.name(), text));
        }
        return examples;
    }

    private SeenTrial.Line line(RowTrial.Row row) {
        List<String> before = new ArrayList<>();
        for (int column = 0; column < trial.before().size(); column++) {
            before.add(shown(trial.before().column(column), row.before()[column]));
        }
        Rejection rejection = row.rejection();
        List<SeenTrial.Made> after = new ArrayList<>();
        for (int field = 0; field < trial.after().size(); field++) {
            Column column = trial.after().column(field);
            int from = from(column.name());
            String cause = from < 0 ? "" : before.get(from);
            boolean wrong = rejection != null && column.name().equals(rejection.field());
            Object value = row.after()[field];
            boolean known = from >= 0 && value != null && row.before()[from] != null;
            boolean same = known && text(value).equals(text(row.before()[from]));
            after.add(new SeenTrial.Made(
                    made(column, value, same), known && !same && !wrong, wrong ? rejection.reason() : null, cause));
        }
        return new SeenTrial.Line(
                before,
                after,
                rejection == null ? null : rejection.reason(),
                rejection == null ? null : rejection.field());
    }

    private int from(String field) {
        return job.rules().fields().stream()
                .filter(rule -> rule.field().equals(field))
                .findFirst()
                .map(FieldRule::origin)
                .filter(FieldRule.FromColumn.class::isInstance)
                .map(origin -> trial.before().position(((FieldRule.FromColumn) origin).column()))
                .orElse(-1);
    }

    private Map<String, SeenTrial.Met> met() {
        Map<String, SeenTrial.Met> met = new LinkedHashMap<>();
        for (FieldRule rule : job.rules().fields()) {
            CodeList list = list(rule);
            int from = from(rule.field());
            int field = trial.after().position(rule.field());
            if (list != null && from >= 0 && field >= 0) {
                met.put(rule.field(), met(rule, list, from, field));
            }
        }
        return met;
    }

    /** The list that a field is translated by, or that its values must be in. */
    private @Nullable CodeList list(FieldRule rule) {
        return MappingLook.list(job.rules(), rule).flatMap(lists::find).orElse(null);
    }

    /** How often a value came, and what became of it. */
    private static final class Tally {
        private long rows;
        private long unknown;
        private @Nullable Object target;
    }

    private SeenTrial.Met met(FieldRule rule, CodeList list, int from, int field) {
        Map<String, Tally> tallies = new HashMap<>();
        for (RowTrial.Row row : trial.rows()) {
            Object value = row.before()[from];
            Tally tally = tallies.computeIfAbsent(value == null ? "" : text(value), text -> new Tally());
            tally.rows++;
            if (unknown(rule, row, row.after()[field])) {
                tally.unknown++;
            } else {
                tally.target = row.after()[field];
            }
        }
        Column column = trial.before().column(from);
        boolean masked = !plain && column.dataClass().masked();
        List<SeenTrial.Value> values = masked
                ? List.of()
                : tallies.entrySet().stream()
                        .map(entry -> value(entry.getKey(), entry.getValue(), list))
                        .sorted(Comparator.comparing(SeenTrial.Value::known)
                                .thenComparing(SeenTrial.Value::rows, Comparator.reverseOrder())
                                .thenComparing(SeenTrial.Value::text))
                        .limit(MOST_VALUES)
                        .toList();
        return new SeenTrial.Met(
                list.name(),
                masked,
                tallies.size(),
                tallies.values().stream().filter(one -> one.unknown > 0).count(),
                tallies.values().stream().mapToLong(one -> one.unknown).sum(),
                values);
    }

    private static boolean unknown(FieldRule rule, RowTrial.Row row, @Nullable Object made) {
        Rejection rejection = row.rejection();
        if (rejection != null
                && rule.field().equals(rejection.field())
                && (rejection.code().endsWith(".translate") || rejection.code().endsWith(".one_of"))) {
            return true;
        }
        FieldRule.Translation translation = rule.translation();
        return translation != null
                && (made == null
                        || translation.otherwise() == FieldRule.Otherwise.VALUE
                                && made.toString().equals(translation.value()));
    }

    private static SeenTrial.Value value(String text, Tally tally, CodeList list) {
        boolean known = tally.unknown == 0;
        String target = tally.target == null ? "" : text(tally.target);
        Optional<CodeList.Entry> near = known || text.isBlank() ? Optional.empty() : list.nearest(text);
        return new SeenTrial.Value(
                text,
                tally.rows,
                known,
                target,
                target.isEmpty() ? "" : list.nameOf(target),
                near.map(entry -> suggestion(text, entry)).orElse(null));
    }

    private static SeenTrial.Suggestion suggestion(String text, CodeList.Entry entry) {
        // a list that tells no name of the new code is known by the old one's
        String name = entry.targetName().equals(entry.target()) ? entry.name() : entry.targetName();
        return new SeenTrial.Suggestion(entry.code(), entry.target(), name, readAs(text, entry.code()));
    }

    /** As it is written in {@code apply}; quotes within quotes cannot be. */
    private static @Nullable String readAs(String written, String meant) {
        for (char quote : new char[] {'"', '\''}) {
            if (written.indexOf(quote) < 0 && meant.indexOf(quote) < 0) {
                return "read_as(" + quote + written + quote + ", " + quote + meant + quote + ")";
            }
        }
        return null;
    }
}
