package vn.lienthong.connector;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** The rows of the contract: what a system is seeded with, and what must come out. */
public final class ContractRows {
    /** How many rows the readable dataset holds. */
    public static final int COUNT = 25;

    /** Columns of the readable and of the writable dataset: code (key, at most 10), name (not null, at most 50), grade, born, source. */
    public static final Schema SCHEMA = new Schema(List.of(
            new Column("code", ValueType.TEXT, false, null, 10, null, null, DataClass.PUBLIC),
            new Column("name", ValueType.TEXT, false, null, 50, null, null, DataClass.PERSONAL),
            Column.of("grade", ValueType.INTEGER),
            Column.of("born", ValueType.DATE),
            Column.of("source", ValueType.TEXT)));

    private static final String[] NAMES = {
        "Nguyễn Thị Ánh", "Trần Văn Đức", "Lê Hoàng Ưu", "Phạm Quỳnh Giao", "Vừ Mí Ổn"
    };

    private ContractRows() {}

    /** Rows as an old system may hold them: every third name decomposed, some values empty; in key order. */
    public static List<@Nullable Object[]> stored() {
        List<@Nullable Object[]> rows = read();
        for (int i = 0; i < rows.size(); i += 3) {
            rows.get(i)[1] = Normalizer.normalize((String) rows.get(i)[1], Normalizer.Form.NFD);
        }
        return rows;
    }

    /** The same rows as they must come out: names in NFC. */
    public static List<@Nullable Object[]> read() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 1; i <= COUNT; i++) {
            rows.add(row(i, NAMES[i % NAMES.length] + " " + i));
        }
        return rows;
    }

    /** One row by its number, which also makes its key: {@code k0007}. */
    public static @Nullable Object[] row(int number, @Nullable Object name) {
        return new @Nullable Object[] {
            key(number),
            name,
            number % 5 == 0 ? null : (Object) (long) (number % 12 + 1),
            number % 7 == 0 ? null : LocalDate.of(2010, 1, 1).plusDays(number),
            "here"
        };
    }

    /** The key of a row by its number. */
    public static String key(int number) {
        return "k%04d".formatted(number);
    }

    /** Rows as a batch, numbered from 1. */
    public static Batch batch(List<@Nullable Object[]> rows) {
        return RowBatch.of(SCHEMA, rows, 1);
    }
}
