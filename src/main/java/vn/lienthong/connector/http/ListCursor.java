package vn.lienthong.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * Reads a list part by part. The part that follows is asked for before the last rows of one are given, so that the position
 * after them says whether the read is at its end.
 */
public final class ListCursor implements BatchCursor {
    /** Small parts are gathered into large batches for so long. */
    private static final long GATHER_NANOS = Duration.ofSeconds(5).toNanos();

    private final Parts parts;
    private final HttpFailures failures;
    private final Listing listing;
    private final Dataset dataset;
    private final ReadRequest request;
    private final List<Listing.Field> fields;
    private final Schema schema;
    private final @Nullable Newness newness;

    private ListPosition position;
    private @Nullable Page page;
    private int at;
    private long ordinal;
    private @Nullable Long expected;

    /** How one part is asked for. */
    public interface Parts {
        /**
         * One part.
         *
         * @param mark the part, as the paging marks it; null for the first
         * @param further parameters beside those of the paging
         */
        AnsweredPart part(@Nullable String mark, Map<String, String> further);
    }

    /** A read of a dataset that the partner lists so. */
    public ListCursor(Opening opening, Parts parts, Listing listing, Dataset dataset, ReadRequest request) {
        this.parts = parts;
        this.failures = new HttpFailures(opening);
        this.listing = listing;
        this.dataset = dataset;
        this.request = request;
        this.fields = listing.wanted(opening, request.columns());
        this.schema =
                new Schema(fields.stream().map(field -> pinned(field.column())).toList());
        boolean incremental = request.kind() == ReadRequest.Kind.INCREMENTAL;
        this.newness = incremental ? newness() : null;
        ListPosition after = ListPosition.parse(request.after());
        this.position = incremental && after.end() ? after.again() : after;
        this.ordinal = request.firstOrdinal();
    }

    /** The column as the dataset has it, with its class. */
    private Column pinned(Column column) {
        return Optional.ofNullable(dataset.schema().column(column.name())).orElse(column);
    }

    private Newness newness() {
        Listing.Since since = listing.since();
        if (since == null || !since.column().equals(request.cursor())) {
            Text why = new Text(
                    "không có since cho cột " + request.cursor(), "it has no since for column " + request.cursor());
            throw failures.error(HttpError.DESCRIPTION_WRONG, Map.of("dataset", listing.name(), "why", why), null);
        }
        return new Newness(dataset, since, listing.column(since.column()).orElseThrow());
    }

    /** A part of the list, and where the one after it is; null at the end. */
    private record Page(List<JsonNode> rows, @Nullable String next) {}

    @Override
    public @Nullable Part next() {
        if (position.end()) {
            return null;
        }
        Page here = page == null ? begins() : page;
        if (here == null) {
            return null;
        }
        Gathering gathering = new Gathering(fields);
        long began = System.nanoTime();
        while (here != null && gathering.size() < request.batchRows()) {
            while (at < here.rows().size() && gathering.size() < request.batchRows()) {
                take(here.rows().get(at++), gathering);
            }
            position = position.within(at);
            here = at < here.rows().size() ? here : behind(here);
            if (System.nanoTime() - began > GATHER_NANOS) {
                break;
            }
        }
        return gathering.part(schema, position.position());
    }

    private void take(JsonNode row, Gathering gathering) {
        long number = ordinal++;
        if (newness != null) {
            try {
                position = position.newest(newness.newest(position.newest(), row));
            } catch (JsonValues.Unfit unfit) {
                gathering.refuse(row, number, newness.field());
                return;
            }
        }
        gathering.add(row, number);
    }

    /** The part to begin with, at its first row that has not come yet; null where none comes. */
    private @Nullable Page begins() {
        Page here = asked(position.mark());
        at = Math.min(position.skip(), here.rows().size());
        page = here;
        return at < here.rows().size() ? here : behind(here);
    }

    /** The next part that has rows, with the position at its beginning; null at the end. */
    private @Nullable Page behind(Page from) {
        Page here = from;
        while (here.next() != null) {
            position = position.onTo(here.next(), here.rows().size());
            at = 0;
            here = asked(position.mark());
            if (!here.rows().isEmpty()) {
                page = here;
                return here;
            }
        }
        position = position.ended();
        return null;
    }

    private Page asked(@Nullable String mark) {
        AnsweredPart answer = parts.part(mark, since());
        JsonNode rows = answer.body().at(listing.rows());
        if (!rows.isArray()) {
            throw failures.rowsMissing(listing);
        }
        List<JsonNode> all = new ArrayList<>();
        rows.forEach(all::add);
        expected = listing.paging().total(answer.body()).orElse(expected);
        String next = listing.paging().after(mark, answer, all.size(), position.seen() + all.size());
        if (next != null && next.equals(mark)) {
            throw failures.error(HttpError.NEXT_REPEATED, Map.of("dataset", listing.name()), null);
        }
        return new Page(all, next);
    }

    private Map<String, String> since() {
        return newness == null ? Map.of() : newness.parameters(position.since(), request.safetyLag());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public OptionalLong expected() {
        return expected == null ? OptionalLong.empty() : OptionalLong.of(expected);
    }

    @Override
    public Optional<Text> caveat() {
        return listing.paging().by() == Paging.By.NONE
                ? Optional.empty()
                : Optional.of(
                        new Text(
                                "Đọc theo từng trang: dòng mà đối tác thêm hoặc xóa trong lúc đọc có thể bị lặp hoặc bỏ qua; lần đọc sau sẽ thấy.",
                                "Read page by page: rows that the partner adds or removes meanwhile may come twice or not; the next whole read sees them."));
    }

    @Override
    public void close() {
        page = null; // connections are the session's
    }
}
