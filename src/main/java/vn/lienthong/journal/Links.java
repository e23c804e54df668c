package vn.lienthong.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Journal;

/** The chain as it stands in the hub's database. */
@Component
class Links {
    private static final int PAGE = 1_000;
    private static final String COLUMNS =
            "id, at, actor, act, subject, outcome, reason, details::text as details, previous, hash, form, origin, agencies,"
                    + " under, encode(person, 'hex') as person";

    private final JdbcClient state;
    private final ObjectMapper json = new ObjectMapper();

    Links(JdbcClient state) {
        this.state = state;
    }

    /** What is done with each entry in turn; says whether to go on. */
    interface Walker {
        boolean next(Stored stored);
    }

    /** An entry beside what it holds of the one before it. */
    record Stored(Link link, byte[] previous) {
        boolean follows(@Nullable Link before) {
            byte[] hash = before == null ? Link.BEGINNING : before.hash();
            return MessageDigest.isEqual(hash, previous) && link.follows(before == null ? 0 : before.id(), hash);
        }
    }

    /** The last entry; empty where there is none yet. */
    Optional<Link> last() {
        return state.sql("select " + COLUMNS + " from journal_entries order by id desc limit 1")
                .query(this::stored)
                .optional()
                .map(Stored::link);
    }

    /** The entry of a number. */
    Optional<Link> at(long id) {
        return state.sql("select " + COLUMNS + " from journal_entries where id = ?")
                .param(id)
                .query(this::stored)
                .optional()
                .map(Stored::link);
    }

    /** Every entry up to a number, in their order. */
    void walk(long upTo, Walker walker) {
        long after = Long.MIN_VALUE;
        while (true) {
            List<Stored> page = page(after, upTo);
            for (Stored stored : page) {
                if (!walker.next(stored)) {
                    return;
                }
                after = stored.link().id();
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    private List<Stored> page(long after, long upTo) {
        return state.sql("select " + COLUMNS
                        + " from journal_entries where id > :after and id <= :upTo order by id limit :most")
                .param("after", after)
                .param("upTo", upTo)
                .param("most", PAGE)
                .query(this::stored)
                .list();
    }

    private Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                new Link(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        new Journal.Entry(
                                row.getString("actor"),
                                row.getString("act"),
                                row.getString("subject"),
                                row.getString("outcome"),
                                reason(row.getString("reason")),
                                details(row.getString("details")),
                                new Journal.Concern(agencies(row), row.getString("under"), null)),
                        new Trace(row.getInt("form"), row.getString("origin"), row.getString("person")),
                        row.getBytes("hash")),
                row.getBytes("previous"));
    }

    private static List<String> agencies(ResultSet row) throws SQLException {
        Array codes = row.getArray("agencies");
        return codes == null
                ? List.of()
                : Stream.of((String[]) codes.getArray()).map(String::valueOf).toList();
    }

    /** An overlong one was never written by the hub: what stands for it fits no hash. */
    private static @Nullable String reason(@Nullable String text) {
        return text != null && text.codePointCount(0, text.length()) > Journal.Entry.MOST_REASON ? "\0" : text;
    }

    /** What is no object of texts was never written by the hub: it is kept as it is, and does not fit its hash. */
    private Map<String, String> details(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException foreign) {
            return Map.of("", text);
        }
    }
}
