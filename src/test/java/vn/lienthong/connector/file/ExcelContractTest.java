package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.ConnectorContract;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ContractRows;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Column;

class ExcelContractTest extends ConnectorContract {
    @TempDir
    Path folder;

    private String pattern = "rows.xlsx";
    private int targets;

    @BeforeEach
    void seed() {
        write(ContractRows.stored());
    }

    private void write(List<@Nullable Object[]> rows) {
        try (OutputStream bytes = Files.newOutputStream(folder.resolve(pattern));
                Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Học sinh");
            List<Column> columns = ContractRows.SCHEMA.columns();
            for (int column = 0; column < columns.size(); column++) {
                sheet.value(0, column, columns.get(column).name());
                for (int row = 0; row < rows.size(); row++) {
                    Object value = rows.get(row)[column];
                    if (value instanceof LocalDate date) {
                        sheet.value(row + 1, column, date);
                        sheet.style(row + 1, column).format("dd/mm/yyyy").set();
                    } else if (value instanceof Long number) {
                        sheet.value(row + 1, column, number);
                    } else if (value != null) {
                        sheet.value(row + 1, column, value.toString());
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    protected ConnectorType type() {
        return new ExcelType();
    }

    @Override
    protected Opening opening() {
        return drop().opening();
    }

    private Drop drop() {
        return new Drop(folder, type()).with("pattern", pattern);
    }

    @Override
    protected String readable() {
        return "Học sinh";
    }

    @Override
    protected String writable() {
        pattern = "target" + ++targets + ".xlsx";
        write(List.of());
        return "Học sinh";
    }

    @Override
    protected Map<String, Opening> broken(int deadPort, int silentPort) {
        return Map.of("a folder that is not there", new Drop(folder.resolve("gone"), type()).opening());
    }

    /** A file is seen as a whole or not at all. */
    @Override
    protected boolean seenAtCommit() {
        return false;
    }

    @Override
    protected boolean typed() {
        return false;
    }

    @Override
    protected List<List<@Nullable String>> rowsOf(String dataset) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (List<@Nullable Object> row : drop().review(dataset).rows) {
            List<@Nullable String> texts = new ArrayList<>();
            row.forEach(value -> texts.add(value == null ? null : value.toString()));
            rows.add(texts);
        }
        rows.sort(Comparator.comparing(row -> String.valueOf(row.get(0))));
        return rows;
    }
}
