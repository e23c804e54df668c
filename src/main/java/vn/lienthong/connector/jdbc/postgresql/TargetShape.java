package vn.lienthong.connector.jdbc.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.kernel.Column;

/**
 * What is written of a target: its columns in the order they travel, the key first, and the SQL that follows from them.
 *
 * @param table the target as the catalogue describes it
 * @param columns the written columns, key first; the mark column last where absent rows are marked
 * @param keys how many of them are the key
 * @param marked whether the last column is the mark, which a written row clears
 * @param scope the condition of the job's own rows, on the alias {@code t}
 * @param target the quoted name that is written to: the table, or its next generation
 */
record TargetShape(
        PostgresTable table, List<PostgresColumn> columns, int keys, boolean marked, String scope, String target) {
    static final String NUMBER = "\"lienthong_n\"";

    static TargetShape of(PostgresTable table, Dataset dataset, WriteRequest request, PostgresFailures failures) {
        List<PostgresColumn> columns = new ArrayList<>();
        for (String name : request.key()) {
            columns.add(column(table, name, dataset, failures));
        }
        int keys = columns.size();
        for (Column column : request.schema().columns()) {
            if (!request.key().contains(column.name())) {
                columns.add(column(table, column.name(), dataset, failures));
            }
        }
        boolean marked = request.deletes() == WriteRequest.Deletes.MARK && request.markColumn() != null;
        if (marked) {
            columns.add(column(table, request.markColumn(), dataset, failures));
        }
        List<String> scope = new ArrayList<>();
        for (Map.Entry<String, Object> own : request.scope().entrySet()) {
            PostgresColumn column = column(table, own.getKey(), dataset, failures);
            scope.add(column.quoted("t") + " = " + Sql.literal(own.getValue().toString()) + "::" + column.nativeType());
        }
        return new TargetShape(
                table, columns, keys, marked, scope.isEmpty() ? "true" : String.join(" and ", scope), table.quoted());
    }

    private static PostgresColumn column(
            PostgresTable table, @Nullable String name, Dataset dataset, PostgresFailures failures) {
        PostgresColumn column = name == null ? null : table.column(name);
        if (column == null || column.generated()) {
            throw failures.error(
                    dataset.schema().position(String.valueOf(name)) >= 0 && column == null
                            ? ConnectorError.DATASET_CHANGED
                            : ConnectorError.COLUMN_UNKNOWN,
                    Map.of(
                            "dataset",
                            dataset.name(),
                            "column",
                            String.valueOf(name),
                            "what",
                            "- " + name,
                            "known",
                            Sql.list(table.columns(), PostgresColumn::name)),
                    null);
        }
        return column;
    }

    TargetShape into(String other) {
        return new TargetShape(table, columns, keys, marked, scope, other);
    }

    List<PostgresColumn> key() {
        return columns.subList(0, keys);
    }

    List<PostgresColumn> rest() {
        return columns.subList(keys, columns.size());
    }

    @Nullable
    PostgresColumn mark() {
        return marked ? columns.get(columns.size() - 1) : null;
    }

    /** Whether rows can be copied straight in: every type has a binary form here, and the target is a table. */
    boolean direct() {
        return columns.stream().noneMatch(column -> column.wire() == Wire.CAST)
                && (table.kind().equals("r") || table.kind().equals("p"));
    }

    String names() {
        return Sql.list(columns, column -> column.quoted(""));
    }

    /** The columns as they travel; a mark that was never set reads as not marked. */
    String selected(String alias) {
        return Sql.list(columns, column -> selected(column, alias));
    }

    private String selected(PostgresColumn column, String alias) {
        return column == mark() && column.wire() == Wire.BOOL
                ? "coalesce(" + column.quoted(alias) + ", false)"
                : column.selected(alias);
    }

    /** Target rows that are not marked as gone. */
    String live() {
        PostgresColumn mark = mark();
        if (mark == null) {
            return "true";
        }
        return mark.wire() == Wire.BOOL
                ? "not coalesce(" + mark.quoted("t") + ", false)"
                : mark.quoted("t") + " is null";
    }

    String sameKey(String staged) {
        return Sql.all(key(), column -> column.quoted("t") + " = " + staged(column, staged));
    }

    private static String staged(PostgresColumn column, String alias) {
        return column.wire() == Wire.CAST ? column.quoted(alias) + "::" + column.nativeType() : column.quoted(alias);
    }

    String copyIn() {
        return "copy " + target + " (" + names() + ") from stdin (format binary)";
    }

    /** A temporary table of numbered rows of these columns, empty after each commit. */
    String stage(String name, List<PostgresColumn> of) {
        return "create temp table " + name + " on commit delete rows as select 0::int as " + NUMBER + ", " + shapes(of)
                + " from " + table.quoted() + " t with no data";
    }

    /** A temporary table of keys, kept over commits. */
    String keyTable(String name) {
        return "create temp table " + name + " as select " + shapes(key()) + " from " + table.quoted()
                + " t with no data";
    }

    private static String shapes(List<PostgresColumn> of) {
        return Sql.list(of, column -> column.selected("t") + " as " + column.quoted(""));
    }

    String update(String stage) {
        List<PostgresColumn> rest = rest();
        return "update " + target + " t set "
                + Sql.list(rest, column -> column.quoted("") + " = " + staged(column, "s"))
                + " from " + stage + " s where " + sameKey("s") + " and s." + NUMBER + " between ? and ? and ("
                + differs() + ") returning s." + NUMBER;
    }

    private String differs() {
        return String.join(
                " or ", rest().stream().map(column -> differs(column)).toList());
    }

    private String differs(PostgresColumn column) {
        String staged = column.wire() == Wire.CAST ? "(" + staged(column, "s") + ")::text" : column.comparable("s");
        String held = column == mark() && column.wire() == Wire.BOOL ? selected(column, "t") : column.comparable("t");
        return held + " is distinct from " + staged;
    }

    /** Deletes or marks target rows, up to where its condition comes; {@code using} names tables it speaks of. */
    String removal(String using) {
        PostgresColumn mark = mark();
        return mark == null
                ? "delete from " + target + " t" + (using.isEmpty() ? "" : " using " + using)
                : "update " + target + " t set " + mark.quoted("") + " = "
                        + (mark.wire() == Wire.BOOL ? "true" : "now()")
                        + (using.isEmpty() ? "" : " from " + using);
    }

    String existing(String stage) {
        return "select s." + NUMBER + " from " + stage + " s join " + target + " t on " + sameKey("s") + " where s."
                + NUMBER + " between ? and ?";
    }

    String insert(String stage) {
        return "insert into " + target + " (" + names() + ") overriding system value select "
                + Sql.list(columns, column -> staged(column, "s")) + " from " + stage + " s where s." + NUMBER
                + " between ? and ? and not s." + NUMBER + " = any (?)";
    }
}
