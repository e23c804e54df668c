package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;

/** What a follower of changes has seen, in the words in which tests compare it. */
public final class Followed {
    /** How long a test waits for what it expects. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    private Followed() {}

    /** The names of all columns. */
    public static List<String> names(Dataset dataset) {
        return dataset.schema().columns().stream().map(column -> column.name()).toList();
    }

    /** What a cursor gives until that is enough. */
    public static List<ChangeBatch> until(ChangeCursor cursor, Predicate<List<ChangeBatch>> enough) {
        List<ChangeBatch> seen = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        while (!enough.test(seen)) {
            assertThat(Instant.now()).as("changes seen: %s", seen).isBefore(end);
            ChangeBatch next = cursor.next(Duration.ofMillis(100));
            if (next != null) {
                seen.add(next);
            }
        }
        return seen;
    }

    /** Whether the last batch ends a transaction of the source. */
    public static boolean ended(List<ChangeBatch> seen) {
        return seen.get(seen.size() - 1).position() != null;
    }

    /** How many changes there were. */
    public static long events(List<ChangeBatch> batches) {
        return batches.stream().mapToLong(ChangeBatch::events).sum();
    }

    /** Every change of a batch became one thing. */
    public static void addsUp(ChangeBatch batch) {
        assertThat(batch.events())
                .isEqualTo(batch.rows().size()
                        + batch.gone().size()
                        + batch.unreadable().size()
                        + batch.superseded());
    }

    /** Each key's last state, in words. */
    public static List<String> lastOf(List<ChangeBatch> batches) {
        Map<String, String> last = new LinkedHashMap<>();
        for (ChangeBatch batch : batches) {
            words(batch.gone()).forEach(row -> last.put(row.split(" ")[0], "- " + row.split(" ")[0]));
            words(batch.rows()).forEach(row -> last.put(row.split(" ")[0], row));
        }
        return List.copyOf(last.values());
    }

    /** Every row, in order. */
    public static List<List<@Nullable Object>> rows(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < batch.schema().size(); column++) {
                values.add(batch.value(row, column));
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<String> words(Batch batch) {
        return rows(batch).stream()
                .map(row -> String.join(" ", row.stream().map(String::valueOf).toList()))
                .toList();
    }
}
