package vn.lienthong.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Search;
import vn.lienthong.connector.SearchRequest;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.OneOf;
import vn.lienthong.mapping.RowCondition;

/** Finds the rows of a page of a roster, and how many there are. What the system cannot tell, the hub looks at row by row. */
final class RosterRows {
    /** How many rows are looked through where the hub has to. */
    static final int MOST_LOOKED_AT = 10_000;

    private static final long MOST_CHARACTERS = 4 << 20;

    private final Search search;
    private final Schema schema;
    private final Wanted wanted;

    private RosterRows(Search search, Schema schema, Wanted wanted) {
        this.search = search;
        this.schema = schema;
        this.wanted = wanted;
    }

    /**
     * What is wanted.
     *
     * @param columns all that is read
     * @param only what rows are chosen by beside the filter
     * @param filter that of whoever asks
     * @param where what a row must hold to be there for him; null for all
     * @param counted whether it is asked how many there are
     */
    record Wanted(
            Set<String> columns,
            List<ReadRequest.Only> only,
            RosterFilter filter,
            @Nullable RowCondition where,
            SearchRequest.@Nullable Sort sort,
            long offset,
            int most,
            boolean counted) {
        Wanted {
            columns = new LinkedHashSet<>(columns);
            columns.addAll(only.stream().map(ReadRequest.Only::column).toList());
            if (where != null) {
                columns.addAll(where.columns());
            }
        }
    }

    /**
     * A page.
     *
     * @param total how many rows there are beside it; null where that was not asked, or counting would cost too much
     * @param more whether another row follows
     */
    record Found(List<ListPage.Row> rows, @Nullable Long total, boolean more) {}

    /**
     * The page.
     *
     * @param seen whether a row is there for whoever asks
     * @throws HubException DATA where it would cost too much, else as of the connector
     */
    static Found find(Search search, Schema schema, Wanted wanted, BiPredicate<Batch, Integer> seen) {
        Found found = new RosterRows(search, schema, wanted).find(seen);
        long characters = found.rows().stream()
                .flatMap(row -> wanted.columns().stream().map(row::value))
                .mapToLong(DataAnswer::characters)
                .sum();
        if (characters > MOST_CHARACTERS) {
            throw new HubException(ServiceError.TOO_LARGE, Map.of("most", MOST_CHARACTERS >> 20));
        }
        return found;
    }

    private Found find(BiPredicate<Batch, Integer> seen) {
        OneOf needed = wanted.where() == null ? null : wanted.where().needed();
        List<ReadRequest.Only> only = new ArrayList<>(wanted.only());
        if (needed != null) {
            only.add(new ReadRequest.Only(needed.column(), needed.texts()));
        }
        boolean told = (wanted.where() == null || needed != null && needed.all())
                && only.stream().allMatch(this::told);
        SearchRequest asked = new SearchRequest(
                List.copyOf(wanted.columns()),
                only,
                wanted.filter().terms(),
                wanted.filter().any(),
                wanted.sort(),
                0,
                1);
        return told ? told(asked, seen) : lookedAt(asked, seen);
    }

    /** Whether the system decides on it as the hub does, so that what it counts is what is there. */
    private boolean told(ReadRequest.Only only) {
        return schema.column(only.column()) != null
                && schema.column(only.column()).type() == ValueType.TEXT
                && search.tells(only);
    }

    private Found told(SearchRequest asked, BiPredicate<Batch, Integer> seen) {
        Batch batch = search.rows(asked.part(wanted.offset(), wanted.most() + 1));
        boolean more = batch.size() > wanted.most();
        Long total = null;
        if (wanted.counted()) {
            long counted = search.count(asked, RosterQuestion.FURTHEST + 1);
            total = counted > RosterQuestion.FURTHEST ? null : counted;
        }
        List<ListPage.Row> rows = seen(batch, seen);
        return new Found(rows.subList(0, Math.min(rows.size(), wanted.most())), total, more);
    }

    private Found lookedAt(SearchRequest asked, BiPredicate<Batch, Integer> seen) {
        Batch batch = search.rows(asked.part(0, MOST_LOOKED_AT + 1));
        boolean all = batch.size() <= MOST_LOOKED_AT;
        List<ListPage.Row> rows = seen(batch, seen);
        long end = wanted.offset() + wanted.most();
        if (!all && rows.size() <= end) {
            throw new HubException(ServiceError.ROSTER_TOO_FAR, Map.of("most", rows.size()));
        }
        int from = (int) Math.min(wanted.offset(), rows.size());
        return new Found(
                rows.subList(from, (int) Math.min(end, rows.size())),
                all && wanted.counted() ? (Long) (long) rows.size() : null,
                rows.size() > end);
    }

    private static List<ListPage.Row> seen(Batch batch, BiPredicate<Batch, Integer> seen) {
        List<ListPage.Row> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            if (seen.test(batch, row)) {
                rows.add(new ListPage.Row(batch, row));
            }
        }
        return rows;
    }
}
