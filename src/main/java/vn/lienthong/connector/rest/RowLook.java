package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.Gathering;
import vn.lienthong.connector.http.Listing;
import vn.lienthong.connector.http.Patience;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Schema;

/** Asks a partner whether he has a row, by its key, and whether it is the one that was sent. */
final class RowLook {
    private final Asking asking;
    private final WriteWay.LookUpWay way;
    private final Resource resource;
    private final WriteWay writing;

    RowLook(Asking asking, WriteWay.LookUpWay way, Resource resource) {
        this.asking = asking;
        this.way = way;
        this.writing = Objects.requireNonNull(resource.write());
        this.resource = resource;
    }

    /**
     * What a look found.
     *
     * @param there whether a row of the key stands there
     * @param same whether it holds what was sent
     * @param version the number of its version; 0 where it has none
     * @param unlucky an answer that another look may do better than; null where the rest counts
     */
    record Found(boolean there, boolean same, long version, Exchanges.@Nullable Reply unlucky) {
        static final Found NOTHING = new Found(false, false, 0, null);
    }

    Found find(OutgoingRow row) {
        Exchanges.Reply reply =
                asking.look(resource, way.path(), way.path().with(row::text).orElseThrow());
        int status = reply.status();
        if (status == 204 || status == 404 && way.notFoundIsNone()) {
            return Found.NOTHING;
        }
        if (Patience.passing(status)) {
            return new Found(false, false, 0, reply);
        }
        if (status != 200) {
            throw asking.failures().status(status, way.path().text());
        }
        JsonNode found =
                Json.read(reply.body(), asking.failures(), way.path().text()).at(way.row());
        if (found.isArray()) {
            found = found.path(0);
        }
        if (found.isNull() || found.isMissingNode()) {
            return Found.NOTHING;
        }
        VersionWay version = writing.version();
        return new Found(true, same(found, row), version == null ? 0 : version.number(found), null);
    }

    private boolean same(JsonNode found, OutgoingRow row) {
        List<Listing.Field> fields = resource.listing().fields().stream()
                .filter(field -> row.batch.schema().position(field.column().name()) >= 0)
                .toList();
        Gathering gathering = new Gathering(fields);
        gathering.add(found, 1);
        if (!gathering.refused().isEmpty()) {
            return false;
        }
        Batch there = gathering.batch(
                new Schema(fields.stream().map(Listing.Field::column).toList()));
        for (int column = 0; column < fields.size(); column++) {
            int ours = row.batch.schema().position(fields.get(column).column().name());
            if (!same(there.value(0, column), row.batch.value(row.number, ours))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal ours) {
            return number.compareTo(ours) == 0;
        }
        if (one instanceof OffsetDateTime moment && other instanceof OffsetDateTime ours) {
            return moment.isEqual(ours);
        }
        if (one instanceof String text && other instanceof String ours) {
            return text.equals(Normalizer.normalize(ours, Normalizer.Form.NFC));
        }
        return Objects.deepEquals(one, other);
    }
}
