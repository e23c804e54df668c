package vn.lienthong.sync;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.KeyLook;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Masking;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.FieldRule;

/**
 * The question whether one end of a job has a row of a key. A target is asked for rows of the job's own part; a source by the column that
 * the key is made of, where it is made of one alone.
 *
 * @param owner who answers for the system
 * @param refused why it is not to be asked; null where it is
 */
record KeyQuestion(
        SyncJob job,
        KeyStand.Side side,
        DatasetName dataset,
        AgencyCode owner,
        @Nullable HubException refused) {
    /** A system may give what it takes for equal and the hub does not. */
    private static final int MOST_ROWS = 20;

    private static final int MOST_COLUMNS = 24;

    /**
     * How a question ended.
     *
     * @param away why the system cannot be asked now, whoever asks; null where it can
     */
    record Told(KeyStand stand, @Nullable HubException away) {}

    /** The column by which a row is looked for; empty where no single one has the key. */
    static Optional<String> column(SyncJob job, KeyStand.Side side) {
        if (job.to().key().size() != 1) {
            return Optional.empty();
        }
        String key = job.to().key().get(0);
        return side == KeyStand.Side.TARGET
                ? Optional.of(key)
                : rules(job)
                        // what it becomes on its way nobody can turn back
                        .filter(rule -> rule.field().equals(key)
                                && rule.translation() == null
                                && rule.apply().isEmpty()
                                && rule.when() == null)
                        .map(FieldRule::origin)
                        .filter(FieldRule.FromColumn.class::isInstance)
                        .map(origin -> ((FieldRule.FromColumn) origin).column())
                        .findFirst();
    }

    private static Stream<FieldRule> rules(SyncJob job) {
        return job.rules().fields().stream();
    }

    /** Puts it, on the caller's thread. */
    Told ask(KeyLook look, String key, Instant now) {
        if (refused != null) {
            return new Told(not(refused, now), null);
        }
        try {
            look.need(dataset.connector());
            Dataset asked = look.dataset(dataset);
            Map<String, Object> by = by(asked, key);
            return new Told(
                    by == null ? stand(KeyStand.Found.NOT_THERE, now, Map.of()) : found(look, asked, by, now), null);
        } catch (RuntimeException failed) {
            HubException why = RunFailure.known(failed);
            return new Told(not(why, now), why.code().kind() == ErrorKind.UNAVAILABLE ? why : null);
        }
    }

    private KeyStand found(KeyLook look, Dataset asked, Map<String, Object> by, Instant now) {
        List<Column> shown = shown(asked);
        List<String> columns = Stream.concat(
                        by.keySet().stream(), shown.stream().map(Column::name))
                .distinct()
                .toList();
        List<Object> values = List.copyOf(by.values());
        Batch rows = look.find(asked, List.copyOf(by.keySet()), values, columns, MOST_ROWS);
        int[] same = IntStream.range(0, rows.size())
                .filter(row -> IntStream.range(0, values.size())
                        .allMatch(i -> KeyText.text(values.get(i)).equals(KeyText.text(rows.value(row, i)))))
                .toArray();
        KeyStand.Found found = KeyStand.BY_COUNT.get(Math.min(same.length, 2));
        return stand(found, now, same.length == 1 ? masked(shown, rows, same[0]) : Map.of());
    }

    private static Map<String, String> masked(List<Column> shown, Batch rows, int row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Column column : shown) {
            Object value = rows.value(row, rows.schema().position(column.name()));
            values.put(
                    column.name(),
                    value == null
                            ? ""
                            : value instanceof byte[]
                                    ? Masking.HIDDEN
                                    : Masking.of(column.dataClass(), KeyText.text(value)));
        }
        return values;
    }

    /** What is asked by, of the types that the columns have; null where no row can have such a key. */
    private @Nullable Map<String, Object> by(Dataset asked, String key) {
        String column = column(job, side).orElseThrow();
        Map<String, Object> by = new LinkedHashMap<>();
        Object typed = typed(type(asked, column), Normalizer.normalize(key, Normalizer.Form.NFC));
        if (typed == null) {
            return null;
        }
        by.put(column, typed);
        if (side == KeyStand.Side.TARGET) {
            for (Map.Entry<String, Object> part : job.to().scope().entrySet()) {
                Object own = typed(type(asked, part.getKey()), KeyText.text(part.getValue()));
                if (own == null) {
                    return null;
                }
                by.putIfAbsent(part.getKey(), own);
            }
        }
        return by;
    }

    private ValueType type(Dataset asked, String column) {
        if (asked.schema().position(column) < 0) {
            throw new HubException(SyncError.KEY_COLUMN_GONE, Map.of("dataset", dataset, "column", column));
        }
        return asked.schema().column(column).type();
    }

    private static @Nullable Object typed(ValueType type, String text) {
        try {
            return switch (type) {
                case TEXT -> text;
                case INTEGER -> Long.valueOf(text);
                case DECIMAL -> text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? new BigDecimal(text) : null;
                case BOOLEAN -> text.matches("true|false") ? Boolean.valueOf(text) : null;
                case DATE -> LocalDate.parse(text);
                default -> null;
            };
        } catch (NumberFormatException | DateTimeException other) {
            return null; // no value of the column is written so
        }
    }

    /** What the job reads or writes there. */
    private List<Column> shown(Dataset asked) {
        if (side == KeyStand.Side.TARGET) {
            return first(PersonsTargets.columns(job, asked));
        }
        List<Column> columns = new ArrayList<>();
        rules(job)
                .map(FieldRule::origin)
                .filter(FieldRule.FromColumn.class::isInstance)
                .map(origin -> ((FieldRule.FromColumn) origin).column())
                .distinct()
                .filter(name -> asked.schema().position(name) >= 0)
                .forEach(name -> columns.add(asked.schema().column(name)));
        return first(columns);
    }

    private static List<Column> first(List<Column> columns) {
        return columns.stream().limit(MOST_COLUMNS).toList();
    }

    private KeyStand stand(KeyStand.Found found, Instant now, Map<String, String> values) {
        return new KeyStand(
                job.name(), "sync." + job.name(), job.agency(), side, dataset, found, now, null, null, values);
    }

    /** That it could not be asked. */
    KeyStand not(HubException why, Instant now) {
        return new KeyStand(
                job.name(),
                "sync." + job.name(),
                job.agency(),
                side,
                dataset,
                KeyStand.Found.NOT_ASKED,
                now,
                why.problem(),
                why.remedy(),
                Map.of());
    }
}
