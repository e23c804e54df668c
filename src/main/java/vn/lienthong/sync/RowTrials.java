package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.mapping.Asked;
import vn.lienthong.mapping.CompiledMapping;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.mapping.MappingDefinition;
import vn.lienthong.mapping.Mappings;
import vn.lienthong.mapping.RunFacts;
import vn.lienthong.mapping.Tried;
import vn.lienthong.quarantine.SuppressedRows;

/**
 * Tries a job's rules on rows of its source. Nothing is written, nothing is taken from the source, and no other system is asked; rows
 * of persons who were erased are left away.
 */
@Component
public class RowTrials {
    /** So many rows are looked at, at most. */
    public static final int MOST = 2_000;
    /** Rows of pictures are fewer. */
    private static final long MOST_HELD = 32L << 20;

    private static final int BATCH_ROWS = 500;
    /** Whoever waits for a page does not wait longer for a slow source: what has come by then is shown. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final RunTools tools;

    RowTrials(RunTools tools) {
        this.tools = tools;
    }

    /**
     * Tries rules.
     *
     * @param job the job with the rules that are tried
     * @param inUse the job as it is in effect: by its keys erased persons are known
     * @throws DocumentException when the rules do not fit the systems, or carry what they may not
     * @throws HubException when a system does not answer or cannot be read
     */
    public RowTrial of(SyncJob job, SyncJob inUse) {
        Connectors connectors = tools.connectors();
        Dataset from = connectors.dataset(job.from().dataset());
        Dataset to = connectors.dataset(job.to().dataset());
        MappingDefinition rules = job.rules().askingNobody();
        List<String> fields = rules.fields().stream().map(FieldRule::field).toList();
        CompiledMapping mapping = compiled(
                rules,
                from,
                to,
                job.to().key().stream().filter(fields::contains).toList());
        JobClasses.refuse(job, mapping.carried(), connectors, from.schema(), to.schema(), Map.of());
        try (Session session = connectors.open(job.from().dataset().connector())) {
            if (!(session instanceof Reads reads)) {
                throw new HubException(
                        SyncError.CONNECTOR_CANNOT,
                        Map.of("connector", job.from().dataset().connector(), "capability", "read"));
            }
            Erased erased = new Erased(inUse, from, to);
            Set<String> wanted = new LinkedHashSet<>(mapping.sourceColumns());
            wanted.addAll(erased.columns());
            List<String> columns = from.schema().columns().stream()
                    .map(Column::name)
                    .filter(wanted::contains)
                    .toList();
            ReadRequest request = new ReadRequest(
                    ReadRequest.Kind.REVIEW,
                    columns,
                    job.from().cursor(),
                    null,
                    1,
                    BATCH_ROWS,
                    Duration.ZERO,
                    null,
                    MOST + 1L);
            try (BatchCursor cursor = reads.read(from, request)) {
                return new Reading(job, mapping, erased, from, to).read(cursor);
            }
        }
    }

    private CompiledMapping compiled(MappingDefinition rules, Dataset from, Dataset to, List<String> key) {
        return Mappings.compile(rules, from.schema(), to.schema(), key, tools.codeLists(), Timing.DEFAULT_ZONE);
    }

    private RunFacts facts(SyncJob job) {
        return new RunFacts(job.name().value(), 0, tools.clock().instant().atOffset(ZoneOffset.UTC));
    }

    /** One read. */
    private final class Reading {
        private final SyncJob job;
        private final CompiledMapping mapping;
        private final Erased erased;
        private final Dataset from;
        private final Dataset to;
        private final References references = new References(tools.connectors());
        private final List<RowTrial.Row> rows = new ArrayList<>();
        private long unreadable;
        private long held;
        private boolean more;

        Reading(SyncJob job, CompiledMapping mapping, Erased erased, Dataset from, Dataset to) {
            this.from = from;
            this.to = to;
            this.job = job;
            this.mapping = mapping;
            this.erased = erased;
        }

        RowTrial read(BatchCursor cursor) {
            Instant until = tools.clock().instant().plus(PATIENCE);
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                unreadable += part.unreadable().size();
                take(part.batch());
                more |= tools.clock().instant().isAfter(until);
                if (more) {
                    break;
                }
            }
            List<String> untried = job.rules().fields().stream()
                    .map(FieldRule::field)
                    .filter(field -> mapping.schema().position(field) < 0)
                    .toList();
            return new RowTrial(
                    from.schema(),
                    to.schema(),
                    shown(cursor.schema()),
                    mapping.schema(),
                    List.copyOf(rows),
                    unreadable,
                    more,
                    untried);
        }

        private Schema shown(Schema read) {
            return new Schema(read.columns().stream()
                    .filter(column -> mapping.sourceColumns().contains(column.name()))
                    .toList());
        }

        private void take(Batch batch) {
            RunFacts facts = facts(job);
            Tried tried = mapping.tried(batch, facts, references.found(mapping.asks(batch, facts, Asked.nothing())));
            Set<Long> gone = erased.of(batch);
            Map<Integer, Rejection> refused =
                    tried.rejected().stream().collect(Collectors.toMap(Rejection::row, one -> one, (a, b) -> a));
            int[] columns = IntStream.range(0, batch.schema().size())
                    .filter(column -> mapping.sourceColumns()
                            .contains(batch.schema().column(column).name()))
                    .toArray();
            for (int row = 0; row < batch.size(); row++) {
                if (gone.contains(batch.ordinal(row))) {
                    continue;
                }
                if (rows.size() == MOST) {
                    more = true;
                    return;
                }
                @Nullable Object[] before = new Object[columns.length];
                for (int i = 0; i < columns.length; i++) {
                    before[i] = batch.value(row, columns[i]);
                }
                held += size(before) + size(tried.values()[row]);
                if (held > MOST_HELD) {
                    more = true;
                    return;
                }
                rows.add(new RowTrial.Row(before, tried.values()[row], refused.get(row), tried.leftOut()[row]));
            }
        }
    }

    /** Letters and bytes; everything else is small. */
    private static long size(@Nullable Object[] values) {
        return values == null
                ? 0
                : Arrays.stream(values)
                        .mapToLong(value -> value instanceof byte[] bytes
                                ? bytes.length
                                : value instanceof String text ? 2L * text.length() : 16)
                        .sum();
    }

    /** Knows the rows of persons who were erased, by what the job in effect makes their keys of. */
    private final class Erased {
        private final SyncJob inUse;
        private final LeftOut leftOut;
        private final @Nullable CompiledMapping keys;
        private final Set<String> columns = new LinkedHashSet<>();

        Erased(SyncJob inUse, Dataset from, Dataset to) {
            this.inUse = inUse;
            SuppressedRows suppressed = tools.quarantine().suppressions().of(inUse.name());
            this.leftOut = new LeftOut(suppressed, inUse.to().key());
            this.columns.addAll(suppressed.columns());
            this.keys = suppressed.asksKeys() ? keys(from, to) : null;
            if (keys != null) {
                columns.addAll(keys.sourceColumns());
            }
        }

        private @Nullable CompiledMapping keys(Dataset from, Dataset to) {
            MappingDefinition rules =
                    inUse.rules().askingNobody().only(inUse.to().key());
            return rules.fields().size() < inUse.to().key().size()
                    ? null
                    : compiled(rules, from, to, inUse.to().key());
        }

        Set<String> columns() {
            return columns;
        }

        Set<Long> of(Batch batch) {
            Batch made = keys == null
                    ? null
                    : keys.newRun().apply(batch, facts(inUse), Map.of()).accepted();
            return leftOut.ordinals(batch, made);
        }
    }
}
