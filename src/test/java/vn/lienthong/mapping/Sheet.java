package vn.lienthong.mapping;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.document.Document;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** A source, a target and rules for a test, written as briefly as people write them. */
final class Sheet {
    static final CodeLists LISTS = CodeLists.open(Path.of("connectors/codes"));
    static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
    static final RunFacts RUN = new RunFacts("pupils-hanoi", 7, OffsetDateTime.parse("2026-11-23T20:00:00Z"));

    private final Schema source;
    private final @Nullable Schema target;
    private final List<String> key;

    private Sheet(Schema source, @Nullable Schema target, List<String> key) {
        this.source = source;
        this.target = target;
        this.key = key;
    }

    static Sheet of(Column... columns) {
        return new Sheet(new Schema(List.of(columns)), null, List.of());
    }

    /** {@code name:type} of each column, text where no type is given. */
    static Sheet of(String columns) {
        return new Sheet(schema(columns), null, List.of());
    }

    static Schema schema(String columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            all.add(Column.of(
                    parts[0], parts.length == 1 ? ValueType.TEXT : ValueType.valueOf(parts[1].toUpperCase())));
        }
        return new Schema(all);
    }

    Sheet target(Schema schema, String... keyColumns) {
        return new Sheet(source, schema, List.of(keyColumns));
    }

    Sheet target(String columns, String... keyColumns) {
        return target(schema(columns), keyColumns);
    }

    CompiledMapping compile(String yaml) {
        MappingDefinition definition = MappingDefinition.parse(Document.parse("test.mapping.yaml", yaml), "");
        return Mappings.compile(definition, source, target, key, LISTS, HANOI);
    }

    Batch batch(@Nullable Object[]... rows) {
        return RowBatch.of(source, List.of(rows), 1);
    }

    Mapped map(String yaml, @Nullable Object[]... rows) {
        return compile(yaml).apply(batch(rows), RUN, Map.of());
    }

    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    /** What one text becomes under transforms: a value, null, or the code of its rejection. */
    static @Nullable Object transformed(String apply, @Nullable Object value) {
        Mapped mapped = of("a").map("map:\n  b: { from: a, apply: " + apply + " }\n", row(value));
        return mapped.rejected().isEmpty()
                ? mapped.accepted().value(0, 0)
                : mapped.rejected().get(0).code();
    }
}
