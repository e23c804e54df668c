package vn.lienthong.agency;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers that are kept for a day so that a repeated request gets the same: they may hold what a row showed. */
@Component
public class KeptAnswers {
    private static final int TELLING = 6;

    private final JdbcClient state;

    KeptAnswers(JdbcClient state) {
        this.state = state;
    }

    private record Kept(String actor, String key, byte[] body) {}

    /**
     * Empties answers that hold one of these texts; that the requests had an effect stays known. A short text stands in many answers by
     * chance, of whomever: it has to be a whole value. Gives their number.
     */
    public int empty(List<String> texts) {
        List<Kept> holding = state
                .sql("select actor, key, body from agency_requests where length(body) > 0")
                .query((row, number) -> new Kept(row.getString(1), row.getString(2), row.getBytes(3)))
                .list()
                .stream()
                .filter(kept -> holds(new String(kept.body(), StandardCharsets.UTF_8), texts))
                .toList();
        holding.forEach(kept -> state.sql("update agency_requests set body = '' where actor = ? and key = ?")
                .params(kept.actor(), kept.key())
                .update());
        return holding.size();
    }

    private static boolean holds(String body, List<String> texts) {
        return texts.stream()
                .map(text -> text.length() < TELLING ? '"' + text + '"' : text)
                .anyMatch(body::contains);
    }
}
