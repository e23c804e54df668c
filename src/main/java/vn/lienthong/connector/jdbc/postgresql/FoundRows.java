package vn.lienthong.connector.jdbc.postgresql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.jdbc.ResultRows;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.Text;

/** Rows of a PostgreSQL server. */
final class FoundRows extends ResultRows<PostgresColumn> {
    private final PostgresFailures failures;

    FoundRows(PostgresFailures failures, Dataset dataset, List<PostgresColumn> wanted) {
        super(dataset, wanted, PostgresColumn::column);
        this.failures = failures;
    }

    @Override
    protected @Nullable Object value(ResultSet row, int index, PostgresColumn column) throws SQLException {
        Object value =
                switch (column.wire()) {
                    case BOOL -> row.getBoolean(index);
                    case INT2, INT4, INT8 -> row.getLong(index);
                    case FLOAT4, FLOAT8, NUMERIC -> decimal(row.getString(index), column);
                    case DATE -> row.getObject(index, LocalDate.class);
                    case TIME -> time(row.getString(index), column);
                    case TIMESTAMP -> row.getObject(index, LocalDateTime.class);
                    case MOMENT -> row.getObject(index, OffsetDateTime.class);
                    case BYTEA -> row.getBytes(index);
                    case PADDED -> text(row.getString(index), true);
                    case TEXT, CAST, JSONB, UUID -> text(row.getString(index), false);
                };
        if (row.wasNull() || value == null) {
            return null;
        }
        if (LocalDate.MAX.equals(value)
                || LocalDate.MIN.equals(value)
                || LocalDateTime.MAX.equals(value)
                || LocalDateTime.MIN.equals(value)
                || OffsetDateTime.MAX.equals(value)
                || OffsetDateTime.MIN.equals(value)) {
            throw beyond(column);
        }
        return value instanceof OffsetDateTime moment ? moment.withOffsetSameInstant(ZoneOffset.UTC) : value;
    }

    private @Nullable Object decimal(@Nullable String digits, PostgresColumn column) {
        if (digits == null) {
            return null;
        }
        if (digits.endsWith("N") || digits.endsWith("y")) { // NaN, Infinity
            throw beyond(column);
        }
        BigDecimal decimal = new BigDecimal(digits);
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    private @Nullable Object time(@Nullable String text, PostgresColumn column) {
        if (text != null && text.startsWith("24")) {
            throw beyond(column);
        }
        return text == null ? null : LocalTime.parse(text);
    }

    private static @Nullable String text(@Nullable String text, boolean padded) {
        return text == null ? null : Composed.nfc(padded ? text.stripTrailing() : text);
    }

    private RuntimeException beyond(PostgresColumn column) {
        return failures.error(
                ConnectorError.SYSTEM_FAILED,
                Map.of(
                        "why",
                        new Text(
                                "cột " + column.name() + " chứa giá trị vô hạn hoặc không phải số",
                                "column " + column.name() + " holds something infinite or not a number")),
                null);
    }
}
