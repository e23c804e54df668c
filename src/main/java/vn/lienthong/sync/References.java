package vn.lienthong.sync;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.mapping.ReferenceCheck;

/**
 * Values that a mapping asks for in other datasets. A referenced column is read once a run and remembered; what is referred to
 * (schools, classes, codes) is much smaller than what refers to it.
 */
final class References {
    /** About 200 MB of short texts; beyond it the run says so instead of running out of memory. */
    private static final int MOST_VALUES = 3_000_000;

    private static final int BATCH_ROWS = 10_000;

    private final Connectors connectors;
    private final Map<Place, Set<Object>> known = new HashMap<>();

    References(Connectors connectors) {
        this.connectors = connectors;
    }

    /** Of the values asked for, those that exist. */
    Map<ReferenceCheck, Set<Object>> found(Map<ReferenceCheck, Set<Object>> asked) {
        Map<ReferenceCheck, Set<Object>> found = new HashMap<>();
        asked.forEach((check, values) -> {
            Set<Object> existing = values.isEmpty()
                    ? Set.of()
                    : known.computeIfAbsent(new Place(check.dataset(), check.column()), this::read);
            Set<Object> both = new HashSet<>();
            for (Object value : values) {
                if (existing.contains(comparable(value))) {
                    both.add(value);
                }
            }
            found.put(check, both);
        });
        return found;
    }

    private Set<Object> read(Place place) {
        Set<Object> values = new HashSet<>();
        ReadRequest request = new ReadRequest(
                ReadRequest.Kind.SNAPSHOT, List.of(place.column()), null, null, 1, BATCH_ROWS, Duration.ZERO);
        try (Session session = connectors.open(place.dataset().connector());
                BatchCursor cursor = ((Reads) session).read(connectors.dataset(place.dataset()), request)) {
            int column = cursor.schema().position(place.column());
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                take(part.batch(), column, values, place);
            }
        }
        return values;
    }

    private static void take(Batch batch, int column, Set<Object> values, Place place) {
        for (int row = 0; row < batch.size(); row++) {
            Object value = batch.value(row, column);
            if (value != null) {
                values.add(comparable(value));
            }
        }
        if (values.size() > MOST_VALUES) {
            throw new HubException(
                    SyncError.REFERENCE_TOO_LARGE,
                    Map.of("dataset", place.dataset(), "column", place.column(), "most", MOST_VALUES));
        }
    }

    /** A code may be a number here and a text there; it is the same code. */
    private static Object comparable(Object value) {
        return KeyText.text(value);
    }

    private record Place(DatasetName dataset, String column) {}
}
