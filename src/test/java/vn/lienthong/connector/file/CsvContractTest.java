package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.ConnectorContract;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ContractRows;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Column;

class CsvContractTest extends ConnectorContract {
    @TempDir
    Path folder;

    private int targets;

    @BeforeEach
    void seed() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), text(ContractRows.stored()), StandardCharsets.UTF_8);
    }

    private static String text(List<@Nullable Object[]> rows) {
        StringBuilder text = new StringBuilder(String.join(
                ",", ContractRows.SCHEMA.columns().stream().map(Column::name).toList()));
        for (@Nullable Object[] row : rows) {
            text.append("\r\n");
            for (int i = 0; i < row.length; i++) {
                text.append(i == 0 ? "" : ",").append(row[i] == null ? "" : row[i]);
            }
        }
        return text.append("\r\n").toString();
    }

    @Override
    protected ConnectorType type() {
        return new CsvType();
    }

    @Override
    protected Opening opening() {
        return new Drop(folder, type()).with("pattern", "rows.csv").opening();
    }

    @Override
    protected String readable() {
        return "rows.csv";
    }

    @Override
    protected String writable() {
        String name = "target" + ++targets + ".csv";
        try {
            Files.writeString(folder.resolve(name), text(List.of()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return name;
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
        for (List<@Nullable Object> row : new Drop(folder, type()).review(dataset).rows) {
            List<@Nullable String> texts = new ArrayList<>();
            row.forEach(value -> texts.add(value == null ? null : value.toString()));
            rows.add(texts);
        }
        rows.sort(Comparator.comparing(row -> String.valueOf(row.get(0))));
        return rows;
    }
}
