package vn.lienthong.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/**
 * Rows that a partner lists, as the settings describe them.
 *
 * @param name how the hub calls the dataset
 * @param rows where in an answer the array of rows stands
 * @param fields the columns, and where in a row each stands
 * @param paging how the next part is asked for
 * @param since how only what is new is asked for; null where the partner cannot
 */
public record Listing(
        String name,
        JsonPointer rows,
        List<Field> fields,
        Paging paging,
        @Nullable Since since) {
    /** One column, and where its value stands in a row. */
    public record Field(Column column, JsonPointer at) {
        /** A column of this name and type. */
        public static Field of(String name, ValueType type, JsonPointer at) {
            return new Field(new Column(name, type, true, null, null, null, null, DataClass.UNCLASSIFIED), at);
        }
    }

    /**
     * How only what is new is asked for.
     *
     * @param parameter takes the newest value seen so far
     * @param column the column that tells how new a row is
     */
    public record Since(String parameter, String column) {}

    /**
     * The list that the settings describe under a name.
     *
     * @throws HubException CONFIGURATION where the description does not fit itself
     */
    public static Listing of(Opening opening, String name, Map<String, ?> described) {
        List<Field> fields = new ArrayList<>();
        map(described.get("columns")).forEach((column, as) -> fields.add(field(column, as)));
        JsonPointer rows = JsonPointer.compile(
                Optional.ofNullable(described.get("rows")).map(String::valueOf).orElse(""));
        return of(opening, name, rows, fields, described);
    }

    /** The same, with rows and columns that are known otherwise. */
    public static Listing of(
            Opening opening, String name, JsonPointer rows, List<Field> fields, Map<String, ?> described) {
        Map<String, ?> since = map(described.get("since"));
        Listing listing = new Listing(
                name,
                rows,
                fields,
                Paging.of(map(described.get("paging"))),
                since.isEmpty() ? null : new Since(text(since, "parameter"), text(since, "column")));
        listing.check(opening);
        return listing;
    }

    /** A column is told in short by the place of a text, or in full with its type. */
    private static Field field(String name, Object as) {
        Map<String, ?> described = as instanceof String at ? Map.of("at", at) : map(as);
        ValueType type = described.get("type") instanceof String given
                ? ValueType.valueOf(given.toUpperCase(Locale.ROOT))
                : ValueType.TEXT;
        return Field.of(name, type, JsonPointer.compile(text(described, "at")));
    }

    private void check(Opening opening) {
        if (since != null && column(since.column()).isEmpty()) {
            throw wrong(opening, "since.column", since.column());
        }
        paging.lacks().ifPresent(lacking -> {
            throw wrong(opening, "paging." + lacking, "");
        });
    }

    private HubException wrong(Opening opening, String part, String value) {
        Text why = value.isEmpty()
                ? new Text("thiếu " + part, part + " is missing")
                : new Text(
                        "không có cột " + value + " (" + part + ")", "there is no column " + value + " (" + part + ")");
        return new HubException(
                HttpError.DESCRIPTION_WRONG, Map.of("connector", opening.connector(), "dataset", name, "why", why));
    }

    /** The column of a name. */
    public Optional<Field> column(String wanted) {
        return fields.stream()
                .filter(field -> field.column().name().equals(wanted))
                .findFirst();
    }

    /** As the hub sees it. */
    public Dataset dataset(Opening opening) {
        return new Dataset(
                new DatasetName(opening.connector(), name),
                name,
                new Schema(fields.stream().map(Field::column).toList()),
                List.of(),
                null,
                since == null ? List.of() : List.of(new Dataset.CursorCandidate(since.column(), true, false)));
    }

    /** The fields of these columns, in their order; all where none is named. */
    List<Field> wanted(Opening opening, List<String> columns) {
        if (columns.isEmpty()) {
            return fields;
        }
        return columns.stream()
                .map(name -> column(name)
                        .orElseThrow(() -> new HubException(
                                ConnectorError.COLUMN_UNKNOWN,
                                Map.of(
                                        "dataset",
                                        new DatasetName(opening.connector(), this.name),
                                        "column",
                                        name,
                                        "known",
                                        String.join(
                                                ", ",
                                                fields.stream()
                                                        .map(field ->
                                                                field.column().name())
                                                        .toList())))))
                .toList();
    }

    /** A text of a description. */
    public static String text(Map<String, ?> described, String key) {
        return String.valueOf(described.get(key));
    }

    /** A part of a description that has parts; without any where it is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
